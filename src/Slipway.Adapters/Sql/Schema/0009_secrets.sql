-- Secrets Manager. Values are sealed with a key of the data folder and bound to their secret and version.
-- Times are milliseconds since 1970 (UTC).

create table secret (
    -- Never used again.
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    name text not null,
    suffix text not null,          -- the random end of its ARN
    description text,
    kms_key text,
    tags text not null,            -- JSON object
    created_at bigint not null,
    changed_at bigint not null,
    accessed_at bigint not null,   -- a day; 0 for never
    deleted_at bigint,             -- when it was marked
    purge_at bigint                -- when it is destroyed
);

create unique index secret_by_name on secret (account, region, name);
create index secret_by_creation on secret (account, region, created_at, name);
create index secret_by_change on secret (account, region, changed_at, name);
create index secret_by_access on secret (account, region, accessed_at, name);
create index secret_purge on secret (purge_at) where purge_at is not null;

create table secret_version (
    id integer primary key autoincrement,
    secret_id bigint not null references secret (id) on delete cascade,
    version text not null,
    stages text not null,          -- JSON list
    created_at bigint not null,
    accessed_at bigint,            -- a day
    fingerprint blob not null,     -- HMAC of the value
    value blob not null            -- sealed
);

create unique index secret_version_by_id on secret_version (secret_id, version);
