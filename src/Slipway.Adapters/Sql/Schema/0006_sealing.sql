-- Encryption at rest: the domains of blobs, and the keys of KMS.

-- Blobs are shared within a domain only. 0 is the domain of all repositories without a KMS key, and has no row.
create table encryption_domain (
    id integer primary key autoincrement,
    kms_key text not null,          -- the key's ARN
    is_dual boolean not null,       -- two layers of encryption
    unique (kms_key, is_dual)
);

-- Repositories from before stay where their blobs are.
alter table repository add column blob_domain bigint not null default 0;

-- The same tables anew, since a blob is no longer named by its digest alone.
create table blob_by_domain (
    id integer primary key,
    domain bigint not null,
    digest text not null,
    size bigint not null,
    link_count bigint not null,
    unique (domain, digest)
);

insert into blob_by_domain (id, domain, digest, size, link_count) select id, 0, digest, size, link_count from blob;

create table held_blob (
    repository_id bigint not null references repository (id),
    blob_id bigint not null references blob_by_domain (id),
    media_type text,
    linked_at bigint not null,
    image_count bigint not null,
    primary key (repository_id, blob_id)
) without rowid;

insert into held_blob (repository_id, blob_id, media_type, linked_at, image_count)
select repository_id, blob_id, media_type, linked_at, image_count from repository_blob;

drop table repository_blob;
drop table blob;
alter table blob_by_domain rename to blob;
alter table held_blob rename to repository_blob;

create index blob_unlinked on blob (id) where link_count = 0;
create index repository_blob_holders on repository_blob (blob_id, repository_id);
create index repository_blob_unreferenced on repository_blob (repository_id, blob_id, linked_at) where image_count = 0;

-- A key of KMS. The material opens only with the data key, for this ARN. The row goes when
-- it is destroyed.
create table kms_key (
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    key_id text not null,
    arn text not null unique,
    sealed_material blob not null,
    description text not null,
    state text not null,
    key_manager text not null,
    created_at bigint not null,
    deleted_at bigint,              -- when its material is to be destroyed
    policy text,                    -- null for the default one
    tags text not null              -- JSON object
);

create unique index kms_key_by_id on kms_key (account, region, key_id);
create index kms_key_pending on kms_key (deleted_at) where state = 'PendingDeletion';

create table kms_alias (
    account text not null,
    region text not null,
    name text not null,             -- with its alias/
    key_id text not null,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (account, region, name)
) without rowid;

create index kms_alias_by_key on kms_alias (account, region, key_id, name);
