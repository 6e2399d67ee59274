-- Lifecycle policies, their previews, and listings by where an image is. Times are milliseconds since 1970 (UTC).

create table lifecycle_policy (
    -- Never used again: a run that was begun under one policy does nothing more once another has taken its place.
    id integer primary key autoincrement,
    repository_id bigint not null unique references repository (id),
    content text not null,         -- as it was given
    evaluated_at bigint,           -- null before its first run
    earliest_at bigint not null,   -- no run before: long runs leave time between them
    due_at bigint not null,
    is_changed boolean not null    -- the repository has changed since its last run began
);

create index lifecycle_policy_due on lifecycle_policy (due_at, repository_id);

-- The last preview of each repository. Its results go after a day.
create table lifecycle_preview (
    id integer primary key autoincrement,
    repository_id bigint not null unique references repository (id),
    content text not null,
    status text not null,          -- InProgress, Complete, Failed or Expired
    started_at bigint not null,
    expiring bigint not null,
    transitioning bigint not null
);

create index lifecycle_preview_by_status on lifecycle_preview (status, started_at, id);

create table lifecycle_preview_result (
    preview_id bigint not null references lifecycle_preview (id),
    position bigint not null,      -- oldest image first
    digest text not null,
    tags text not null,            -- JSON array
    is_tagged boolean not null,
    pushed_at bigint not null,
    action text not null,
    priority bigint not null,
    storage_class text not null,
    primary key (preview_id, position)
) without rowid;

create index lifecycle_preview_result_by_digest on lifecycle_preview_result (preview_id, digest);
create index lifecycle_preview_result_by_tagged on lifecycle_preview_result (preview_id, is_tagged, position);

-- A listing shows active images, archived ones, or both: each kind has an index of its own, and so a page costs a page.
drop index image_tagged;
drop index image_untagged;
create index image_tagged on image (repository_id, digest) where tag_count > 0 and status = 'Active';
create index image_untagged on image (repository_id, digest) where tag_count = 0 and status = 'Active';
create index image_stored_tagged on image (repository_id, status, digest) where tag_count > 0 and status <> 'Active';
create index image_stored_untagged on image (repository_id, status, digest) where tag_count = 0 and status <> 'Active';
