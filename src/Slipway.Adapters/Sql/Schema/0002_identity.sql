-- Identities: users, what is attached to them, and their access keys.
-- Times are milliseconds since 1970 (UTC).

create table iam_user (
    id text not null primary key,
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,        -- the name in lower case: names are unique without regard to case
    created_at bigint not null
);

create unique index iam_user_by_name on iam_user (account, name_key);

create table iam_user_policy (
    user_id text not null references iam_user (id),
    policy_arn text not null,
    primary key (user_id, policy_arn)
) without rowid;

create table access_key (
    id text not null primary key,
    user_id text not null references iam_user (id),
    sealed_secret blob not null,   -- opens only with the data key, for this id and user
    is_active boolean not null,
    is_initial boolean not null,   -- made at start, and replaced there
    created_at bigint not null
);

create index access_key_by_user on access_key (user_id, created_at, id);
