-- What happened in the registries, in order, for those who act on it afterwards: events, replication, signatures. A row is
-- written in the transaction of the change itself, and goes once every follower has passed it.
-- Times are milliseconds since 1970 (UTC).

create table registry_change (
    -- Never used again: it names the change to everybody who acts on it.
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    repository_id bigint not null,
    repository text not null,
    action text not null,
    origin text not null,
    digest text not null,
    tag text,
    media_type text,
    config_media_type text,
    artifact_type text,
    subject text,
    detail text,                   -- JSON object, of actions that have more to say
    at bigint not null
);

create table registry_follower (
    name text not null primary key,
    position bigint not null       -- of the last change that it has acted on
);

-- Settings of a whole registry, one JSON document of each kind.
create table registry_document (
    account text not null,
    region text not null,
    kind text not null,
    content text not null,
    updated_at bigint not null,
    primary key (account, region, kind)
) without rowid;

-- Active, Archived or Activating (API_ImageDetail, imageStatus).
alter table image add column status text not null default 'Active';
alter table image add column archived_at bigint;
alter table image add column activated_at bigint;
