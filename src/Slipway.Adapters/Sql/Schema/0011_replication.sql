-- What is still to be brought to other registries, and what came of it.
-- Times are milliseconds since 1970 (UTC). A route is 'account/region>account/region', from a registry to another.

create table replication_task (
    id integer primary key autoincrement,
    route text not null,
    repository text not null,
    subject text not null,         -- the tag, or the digest of an image without one
    repository_id bigint not null, -- of the source
    digest text not null,
    action text not null,
    backfill_id bigint,
    attempts bigint not null,
    queued_at bigint not null,
    due_at bigint not null,
    -- The oldest of its route, repository and subject: only that one may be done, so that they end in their order.
    is_head boolean not null
);

create index replication_task_lane on replication_task (route, repository, subject, id);
create index replication_task_due on replication_task (route, due_at, id) where is_head;
create index replication_task_image on replication_task (repository_id, digest, route);

-- What came of the last task of an image for a destination.
create table replication_outcome (
    repository_id bigint not null,
    digest text not null,
    route text not null,
    failure_code text,             -- null where it arrived
    at bigint not null,
    primary key (repository_id, digest, route)
) without rowid;

-- The last change of the journal that tasks were made from, written together with them.
create table replication_position (
    name text not null primary key,
    position bigint not null
);

-- A search for the images that were there before their destination, which queues them in pieces.
create table replication_backfill (
    id integer primary key autoincrement,
    public_id text not null unique,
    route text not null,
    repository text not null,      -- where the search goes on: in this repository, behind this image
    image text not null,
    is_searching boolean not null,
    queued bigint not null,
    completed bigint not null,
    failed bigint not null,
    started_at bigint not null,
    ended_at bigint
);

create index replication_backfill_by_route on replication_backfill (route, id);
create unique index replication_backfill_open on replication_backfill (route) where ended_at is null;
create index replication_backfill_searching on replication_backfill (id) where is_searching;
