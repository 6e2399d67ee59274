-- When the tags of cached repositories were last compared with their upstream.
-- Times are milliseconds since 1970 (UTC).

create table upstream_check (
    repository_id bigint not null references repository (id) on delete cascade,
    tag text not null,
    checked_at bigint not null,
    primary key (repository_id, tag)
) without rowid;
