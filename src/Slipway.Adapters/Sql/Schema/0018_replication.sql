-- What replication knows of the copies that it made, and why something did not arrive.
-- Times are milliseconds since 1970 (UTC).

alter table replication_task add column failure_code text;      -- of the last attempt; null before the first
alter table replication_task add column failure_reason text;
create index replication_task_backfill on replication_task (backfill_id, id) where backfill_id is not null;

-- When the destination says that the copy was pushed there: with its digest, this is which image a deletion means.
alter table replication_outcome add column pushed_at bigint;
alter table replication_outcome add column failure_reason text;
-- The image has gone from the source. Its deletions may still be on their way, so the row stays a while.
alter table replication_outcome add column gone_at bigint;
create index replication_outcome_gone on replication_outcome (gone_at, repository_id, digest, route) where gone_at is not null;

alter table replication_backfill add column is_stopped boolean not null default false;
