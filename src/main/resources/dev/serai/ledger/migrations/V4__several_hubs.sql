-- Of use only where several hubs share a ledger. Counts their transactions: who counts may write.
create table turn (
  number bigint not null
);
insert into turn (number) values (0);

-- A hub counts its beat up as long as it lives.
create table hub (
  id   ${identity},
  name text not null,
  beat bigint not null
);

-- Work that one hub does at a time.
create table duty (
  name   text primary key,
  hub_id bigint not null
);

-- The hub that has taken the delivery, or that is publishing the event of this id.
alter table parked add column hub_id bigint;
alter table seen_id add column hub_id bigint;
create index parked_taken on parked (hub_id) where hub_id is not null;
create index seen_id_taken on seen_id (hub_id) where hub_id is not null;
