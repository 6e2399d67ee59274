-- How much of the disk the events take that an account's rules have matched: those on their way, and dead letters.
-- Bytes, of each copy by itself.

alter table event_delivery add column size bigint not null default 0;
alter table event_dead_letter add column size bigint not null default 0;
update event_delivery set size = length(event) + 512;
update event_dead_letter set size = length(event) + 512;

create table event_backlog (
    account text not null primary key,
    bytes bigint not null
) without rowid;

insert into event_backlog (account, bytes)
select account, sum(size) from (select account, size from event_delivery union all select account, size from event_dead_letter) as kept group by account;
