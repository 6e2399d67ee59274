-- Policies on repositories and registries, and the settings of accounts. A document stands there twice: as it was given, and
-- with unique ids in the place of names, as decisions read it. Times are milliseconds since 1970 (UTC).

create table repository_policy (
    repository_id integer primary key references repository (id),
    document text not null,
    meaning text not null,
    updated_at bigint not null
);

create table registry_policy (
    account text not null,
    region text not null,
    document text not null,
    meaning text not null,
    updated_at bigint not null,
    primary key (account, region)
) without rowid;

create table account_setting (
    account text not null,
    region text not null,
    name text not null,
    value text not null,
    updated_at bigint not null,
    primary key (account, region, name)
) without rowid;
