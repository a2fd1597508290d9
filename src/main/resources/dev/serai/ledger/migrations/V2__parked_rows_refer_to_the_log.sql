-- Where log_seq is set, the event is in the log there: the row has only its id, source and type.
alter table parked add column log_seq bigint;

drop index parked_key;
create index parked_key on parked (channel_id, group_name, order_key, id) where order_key is not null;
