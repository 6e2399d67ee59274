-- Beyond ECR: protection from deletion, storage quotas, the recycle bin, search over a whole registry.
-- Times are milliseconds since 1970 (UTC).

-- None, Repository, or RepositoryAndImages.
alter table repository add column protection text not null default 'None';

-- Bytes of the blobs that it is linked to and of the manifests that it keeps, those in the recycle bin included.
alter table repository add column held_bytes bigint not null default 0;
alter table repository add column quota_bytes bigint;

create index repository_quota on repository (account, region, name) where quota_bytes is not null and not is_deleted;

-- Days in the recycle bin; null where the registry's count.
alter table repository add column recycle_days bigint;

-- Of a deleted repository: until when it can be restored; 0 when it is to be cleared away.
alter table repository add column deleted_at bigint;
alter table repository add column recycled_until bigint not null default 0;

drop index repository_deleted;
create index repository_deleted on repository (id) where is_deleted and recycled_until = 0;
create index repository_recycled on repository (recycled_until, id) where is_deleted and recycled_until > 0;
create index repository_recycled_by_name on repository (account, region, name, id) where is_deleted and recycled_until > 0;

-- What is kept for a whole registry. held_bytes is the sum of its repositories', deleted ones included until they are cleared.
create table registry_storage (
    account text not null,
    region text not null,
    held_bytes bigint not null default 0,
    quota_bytes bigint,
    recycle_days bigint not null default 0,
    primary key (account, region)
) without rowid;

update repository set held_bytes =
    coalesce((select sum(b.size) from repository_blob l join blob b on b.id = l.blob_id where l.repository_id = repository.id), 0)
    + coalesce((select sum(i.manifest_size) from image i where i.repository_id = repository.id), 0);

insert into registry_storage (account, region, held_bytes) select account, region, sum(held_bytes) from repository group by account, region;

-- A deleted image that can be restored. Its blobs stay: each counts in the image_count of its repository's link.
create table recycled_image (
    id integer primary key,
    repository_id bigint not null references repository (id),
    digest text not null,
    media_type text not null,
    manifest_size bigint not null,
    size_in_bytes bigint not null,
    subject text,
    tags text not null,            -- JSON array
    status text not null,
    archived_at bigint,
    activated_at bigint,
    pushed_at bigint not null,
    last_pulled_at bigint,
    deleted_at bigint not null,
    expires_at bigint not null,
    origin text not null,
    unique (repository_id, digest)
);

create index recycled_image_expiring on recycled_image (expires_at, id);
create index recycled_image_referrers on recycled_image (repository_id, subject) where subject is not null;

create table recycled_manifest (
    recycled_id integer primary key references recycled_image (id),
    content blob not null
);

create table recycled_image_blob (
    recycled_id bigint not null references recycled_image (id),
    blob_id bigint not null,
    primary key (recycled_id, blob_id)
) without rowid;

-- The orders of a search over a registry.
create index image_by_push on image (pushed_at, id);
create index image_by_size on image (size_in_bytes, id);
create index image_by_pull on image ((coalesce(last_pulled_at, 0)), id);
