-- Subscriptions whose receiver wants no more events, until an operator enables them again.
create table disabled_subscription (
  name        text primary key,
  reason      text not null,
  disabled_at bigint not null
);
