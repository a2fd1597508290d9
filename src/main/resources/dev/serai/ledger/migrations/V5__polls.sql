-- What is polled. due_at is also the claim of the hub that polls now; state is the poller's own text;
-- read_at is when the whole document was last read, from which entries age.
create table poll (
  connector text primary key,
  due_at    bigint not null,
  read_at   bigint not null,
  state     text not null
);

-- Entries that were published, and what they looked like then.
create table poll_entry (
  connector text not null,
  entry_id  text not null,
  mark      text not null,
  seen_at   bigint not null,
  primary key (connector, entry_id)
) ${clustered};
create index poll_entry_age on poll_entry (connector, seen_at);
