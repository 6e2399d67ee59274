-- The registry: repositories, blobs and who holds them, manifests, images and tags.
-- Times are milliseconds since 1970 (UTC). Digests and names are ASCII, compared byte by byte.
-- Tables "without rowid" are their own primary key's index; where another engine has no such thing, leave it out.

create table repository (
    -- Never used again: rows of a deleted repository are cleared away later under its id.
    id integer primary key autoincrement,
    account text not null,
    region text not null,
    name text not null,
    created_at bigint not null,
    tag_mutability text not null,
    tag_exclusions text not null,  -- JSON array of wildcard patterns
    scan_on_push boolean not null,
    encryption_type text not null,
    kms_key text,
    resource_tags text not null,   -- JSON object
    is_deleted boolean not null default false
);

create unique index repository_by_name on repository (account, region, name) where not is_deleted;
create index repository_deleted on repository (id) where is_deleted;

-- Every blob whose bytes are kept. link_count is the number of its rows in repository_blob. Other tables name it by
-- its number: digests are random, so an index that begins with one changes a page of its own for every row, while rows
-- that are added in the order of their numbers share one.
create table blob (
    id integer primary key,
    digest text not null unique,
    size bigint not null,
    link_count bigint not null
);

create index blob_unlinked on blob (id) where link_count = 0;

-- A repository holds a blob. image_count is the number of images of the repository that need it.
create table repository_blob (
    repository_id bigint not null references repository (id),
    blob_id bigint not null references blob (id),
    media_type text,
    linked_at bigint not null,
    image_count bigint not null,
    primary key (repository_id, blob_id)
) without rowid;

create index repository_blob_holders on repository_blob (blob_id, repository_id);
create index repository_blob_unreferenced on repository_blob (repository_id, blob_id, linked_at) where image_count = 0;

-- A manifest in a repository. tag_count is the number of its tags.
create table image (
    id integer primary key,
    repository_id bigint not null references repository (id),
    digest text not null,
    media_type text not null,
    manifest_size bigint not null,
    size_in_bytes bigint not null,
    config_media_type text,
    artifact_type text,
    subject text,
    subject_deleted_at bigint,
    annotations text,              -- JSON object; kept where there is a subject, for the referrers API
    pushed_at bigint not null,
    last_pulled_at bigint,
    tag_count bigint not null,
    unique (repository_id, digest)
);

create index image_tagged on image (repository_id, digest) where tag_count > 0;
create index image_untagged on image (repository_id, digest) where tag_count = 0;
create index image_referrers on image (repository_id, subject, digest) where subject is not null;
create index image_referrers_by_type on image (repository_id, subject, artifact_type, digest) where subject is not null;
create index image_orphaned on image (subject_deleted_at, id) where subject_deleted_at is not null;

-- An image's bytes, apart from its row so that listings and counts do not carry them. Not shared between repositories:
-- they are small, and finding the ones to share costs more on every push than it saves.
create table manifest (
    image_id integer primary key references image (id),
    content blob not null
);

create table tag (
    repository_id bigint not null,
    name text not null,
    image_id bigint not null references image (id),
    primary key (repository_id, name)
) without rowid;

create index tag_by_image on tag (image_id, name);

-- The blobs that an image needs and its repository holds: it counts in their links' image_count. A foreign layer that
-- the repository does not hold has no row.
create table image_blob (
    image_id bigint not null references image (id),
    blob_id bigint not null,
    primary key (image_id, blob_id)
) without rowid;

-- The images that an index names.
create table image_child (
    parent_id bigint not null references image (id),
    child_id bigint not null references image (id),
    primary key (parent_id, child_id)
) without rowid;

create index image_child_parents on image_child (child_id, parent_id);
