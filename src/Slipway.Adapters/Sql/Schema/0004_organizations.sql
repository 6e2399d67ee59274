-- Organizations: who owns whom among the accounts, and the policies that bind them. Times are milliseconds since 1970 (UTC).

create table organization (
    id text not null primary key,        -- o-…
    management_account text not null,
    email text not null,                 -- of the management account
    is_announced boolean not null        -- CreateOrganization has answered with it
);

-- The root (without a parent) and the organizational units below it. They never move.
create table organization_unit (
    id text not null primary key,        -- r-… or ou-…
    organization_id text not null references organization (id),
    parent_id text references organization_unit (id),
    name text not null,
    path text not null,                  -- o-…/r-…/ou-…/, this unit included
    has_service_control boolean not null -- of the root: whether its service control policies are in force
);

create unique index organization_unit_by_name on organization_unit (parent_id, name);
create index organization_unit_by_parent on organization_unit (parent_id, id);
create index organization_unit_by_organization on organization_unit (organization_id, parent_id);

create table organization_account (
    id text not null primary key,        -- 12 digits
    organization_id text not null references organization (id),
    parent_id text not null references organization_unit (id),
    email text not null,
    email_key text not null,             -- in lower case; one account for each address, closed ones too
    name text not null,
    is_created boolean not null,         -- by CreateAccount; only the management account was not
    is_suspended boolean not null,
    joined_at bigint not null
);

create unique index organization_account_by_email on organization_account (email_key);
create index organization_account_by_organization on organization_account (organization_id, id);
create index organization_account_by_parent on organization_account (parent_id, id);

create table organization_account_request (
    id text not null primary key,        -- car-…
    organization_id text not null references organization (id),
    account_name text not null,
    state text not null,
    failure text,
    account_id text,
    requested_at bigint not null,
    completed_at bigint
);

create index organization_account_request_by_organization on organization_account_request (organization_id, id);

-- Service control policies. Every organization has its own row of FullAWSAccess.
create table organization_policy (
    organization_id text not null references organization (id),
    id text not null,                    -- p-…
    name text not null,
    description text not null,
    content text not null,               -- as it was given
    is_aws_managed boolean not null,
    primary key (organization_id, id)
) without rowid;

create unique index organization_policy_by_name on organization_policy (organization_id, name);

-- The key's columns come first: SQLite 3.40's integrity check mistakes another column before them for a null.
create table organization_policy_attachment (
    target_id text not null,             -- a root, a unit or an account
    policy_id text not null,
    organization_id text not null,
    primary key (target_id, policy_id)
) without rowid;

create index organization_policy_attachment_by_policy on organization_policy_attachment (organization_id, policy_id, target_id);

create table organization_tags (
    organization_id text not null,
    resource_id text not null,           -- a root, a unit, an account or a policy
    tags text not null,
    primary key (organization_id, resource_id)
) without rowid;
