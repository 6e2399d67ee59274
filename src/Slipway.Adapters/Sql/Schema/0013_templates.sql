-- What repositories that nobody creates begin with, and whose pulls do not count.
-- Times are milliseconds since 1970 (UTC).

create table creation_template (
    account text not null,
    region text not null,
    prefix_key text not null,      -- without the slash at its end, or ROOT
    prefix text not null,          -- as it was given
    description text,
    encryption_type text not null,
    kms_key text,
    resource_tags text not null,   -- JSON object
    tag_mutability text not null,
    tag_exclusions text not null,  -- JSON array of wildcard patterns
    repository_policy text,
    lifecycle_policy text,
    applied_for text not null,     -- JSON array of occasions
    custom_role_arn text,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (account, region, prefix_key)
) without rowid;

-- Users and roles whose pulls do not move an image's last_pulled_at.
create table pull_time_exclusion (
    account text not null,
    region text not null,
    principal_arn text not null,
    created_at bigint not null,
    primary key (account, region, principal_arn)
) without rowid;
