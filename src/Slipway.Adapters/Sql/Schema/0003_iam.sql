-- All of IAM. Times are milliseconds since 1970 (UTC); lists and maps are JSON; every name_key is the name in lower
-- case, because names are unique without regard to case. principal_id is the unique id of a user (AIDA…), group (AGPA…)
-- or role (AROA…), which never comes back.

alter table iam_user add column tags text not null default '{}';
alter table iam_user add column boundary_arn text;

create index iam_user_by_boundary on iam_user (boundary_arn, id) where boundary_arn is not null;

create table iam_group (
    id text not null primary key,
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,
    created_at bigint not null
);

create unique index iam_group_by_name on iam_group (account, name_key);

create table iam_membership (
    group_id text not null references iam_group (id),
    user_id text not null references iam_user (id),
    primary key (group_id, user_id)
) without rowid;

create index iam_membership_by_user on iam_membership (user_id, group_id);

create table iam_role (
    id text not null primary key,
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,
    description text,
    max_session_seconds bigint not null,
    trust_policy text not null,      -- as it was given
    trust_meaning text,              -- the same with unique ids for users and roles; null where it names none
    boundary_arn text,
    service text,                    -- of a service-linked role: ecs.amazonaws.com
    tags text not null default '{}',
    created_at bigint not null,
    last_used_at bigint,
    last_used_region text
);

create unique index iam_role_by_name on iam_role (account, name_key);
create index iam_role_by_boundary on iam_role (boundary_arn, id) where boundary_arn is not null;

create table iam_instance_profile (
    id text not null primary key,
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,
    role_id text references iam_role (id),
    tags text not null default '{}',
    created_at bigint not null
);

create unique index iam_instance_profile_by_name on iam_instance_profile (account, name_key);
create index iam_instance_profile_by_role on iam_instance_profile (role_id, name_key);

-- Customers' own managed policies; AWS's are data of the program.
create table iam_policy (
    id text not null primary key,
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,
    arn text not null,
    description text,
    default_version bigint not null,
    last_version bigint not null,    -- ids of versions are never used again
    tags text not null default '{}',
    created_at bigint not null,
    updated_at bigint not null
);

create unique index iam_policy_by_name on iam_policy (account, name_key);
create unique index iam_policy_by_arn on iam_policy (arn);

create table iam_policy_version (
    policy_id text not null references iam_policy (id),
    version bigint not null,
    document text not null,          -- as it was given
    created_at bigint not null,
    primary key (policy_id, version)
) without rowid;

-- Managed policies, AWS's and customers', attached to users, groups and roles.
create table iam_attachment (
    principal_id text not null,
    policy_arn text not null,
    account text not null,           -- of the principal
    attached_at bigint not null,
    primary key (principal_id, policy_arn)
) without rowid;

create index iam_attachment_by_policy on iam_attachment (policy_arn, account, principal_id);

insert into iam_attachment (principal_id, policy_arn, account, attached_at)
select p.user_id, p.policy_arn, u.account, u.created_at from iam_user_policy p join iam_user u on u.id = p.user_id;

drop table iam_user_policy;

create table iam_inline_policy (
    principal_id text not null,
    name text not null,
    document text not null,          -- as it was given
    primary key (principal_id, name)
) without rowid;

alter table access_key add column last_used_at bigint;
alter table access_key add column last_used_region text;
alter table access_key add column last_used_service text;

create table iam_login_profile (
    user_id text not null primary key references iam_user (id),
    password_hash text not null,     -- algorithm, cost, salt and hash
    former_hashes text not null default '[]',
    is_reset_required boolean not null,
    created_at bigint not null,
    changed_at bigint not null,
    last_used_at bigint
);

create table iam_mfa_device (
    serial text not null primary key, -- an ARN
    account text not null,
    path text not null,
    name text not null,
    name_key text not null,           -- of path and name
    user_id text references iam_user (id), -- null while it is assigned to nobody
    sealed_seed blob not null,       -- opens only with the data key, for this serial
    last_step bigint not null default 0, -- of the last code that was taken: none is good twice
    tags text not null default '{}',
    created_at bigint not null,
    enabled_at bigint
);

create unique index iam_mfa_device_by_name on iam_mfa_device (account, name_key);
create index iam_mfa_device_by_account on iam_mfa_device (account, serial);
create index iam_mfa_device_by_user on iam_mfa_device (user_id, serial);

create table iam_oidc_provider (
    arn text not null primary key,
    account text not null,
    url text not null,               -- without the scheme
    client_ids text not null,
    thumbprints text not null,
    tags text not null default '{}',
    created_at bigint not null
);

create index iam_oidc_provider_by_account on iam_oidc_provider (account, arn);

create table iam_saml_provider (
    arn text not null primary key,
    account text not null,
    name text not null,
    uuid text not null,
    document text not null,
    requires_encryption boolean not null,
    tags text not null default '{}',
    created_at bigint not null,
    valid_until bigint not null
);

create index iam_saml_provider_by_account on iam_saml_provider (account, arn);

create table iam_account_settings (
    account text not null primary key,
    alias text,
    password_policy text,            -- null: the default one
    credential_report text,
    credential_report_at bigint
);

create unique index iam_account_by_alias on iam_account_settings (alias);

-- When a principal last asked a service for something that it was allowed.
create table iam_service_access (
    principal_id text not null,
    service text not null,           -- ecr, iam
    last_at bigint not null,
    last_region text not null,
    primary key (principal_id, service)
) without rowid;

-- Reports and deletions that are asked for first and fetched later.
create table iam_job (
    id text not null primary key,
    account text not null,
    kind text not null,
    target text not null,
    created_at bigint not null
);
