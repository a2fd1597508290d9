-- Times are milliseconds since 1970-01-01 UTC, except event.time: the event's own text.

create table channel (
  id           ${number} primary key,
  name         text not null unique,
  last_seq     bigint not null,
  last_ordinal bigint not null
);

-- ordinal counts the events of one channel without gaps: the difference of two is a count.
create table event (
  seq           ${number} primary key,
  channel_id    bigint not null,
  ordinal       bigint not null,
  recorded_at   bigint not null,
  event_id      text not null,
  source        text not null,
  type          text not null,
  subject       text,
  time          text,
  content_type  text,
  data_schema   text,
  partition_key text,
  extensions    text,
  data          ${bytes}
);
create index event_by_channel on event (channel_id, seq, recorded_at);

create table event_group (
  channel_id bigint not null,
  name       text not null,
  cursor     bigint not null,
  ahead      text not null,
  created_at bigint not null,
  primary key (channel_id, name)
);

-- head is 1 on the lowest id of each order_key and on everything without one: only these may run.
create table parked (
  id            ${identity},
  channel_id    bigint not null,
  group_name    text not null,
  position      text not null,
  order_key     text,
  head          integer not null,
  origin        text not null,
  attempts      integer not null,
  not_before    bigint not null,
  exhausted     integer not null,
  history       text not null,
  event_id      text not null,
  source        text not null,
  type          text not null,
  subject       text,
  time          text,
  content_type  text,
  data_schema   text,
  partition_key text,
  extensions    text,
  data          ${bytes},
  unique (channel_id, group_name, position)
);
create index parked_due on parked (channel_id, group_name, not_before, id) where head = 1;
create index parked_key on parked (channel_id, group_name, order_key, id);

create table dead_letter (
  id            ${identity},
  channel_id    bigint not null,
  group_name    text not null,
  route         text,
  position      text not null,
  order_key     text,
  reason        text not null,
  at            bigint not null,
  cause         text,
  history       text not null,
  redriven_at   bigint,
  event_id      text not null,
  source        text not null,
  type          text not null,
  subject       text,
  time          text,
  content_type  text,
  data_schema   text,
  partition_key text,
  extensions    text,
  data          ${bytes},
  unique (channel_id, group_name, position, at)
);

create table seen_event (
  channel_id bigint not null,
  source     text not null,
  event_id   text not null,
  seen_at    bigint not null,
  primary key (channel_id, source, event_id)
) ${clustered};
create index seen_event_age on seen_event (seen_at);

create table seen_id (
  scope   text not null,
  id      text not null,
  seen_at bigint not null,
  primary key (scope, id)
) ${clustered};
create index seen_id_age on seen_id (seen_at);

create table ignored_delivery (
  connector   text not null,
  delivery_id text not null,
  event       text,
  reason      text not null,
  at          bigint not null,
  primary key (connector, delivery_id)
);
create index ignored_delivery_age on ignored_delivery (at);

create table replay (
  id         ${identity},
  channel    text not null,
  group_name text not null,
  query      text not null,
  per_second integer not null,
  cursor     bigint not null,
  until      bigint not null,
  replayed   bigint not null,
  state      text not null,
  started_at bigint not null
);

-- Written and emptied again to learn whether a full disk has room once more.
create table probe (
  id   ${number} primary key,
  data ${bytes}
);
