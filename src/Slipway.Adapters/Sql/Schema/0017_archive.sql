-- Cold storage: the layers that only archived images need, cut into chunks that are kept once and lie in packs.
-- A pack is an ordinary blob that no repository holds; its row in cold_pack counts as a link.

-- How many of a link's images are in the archive. A blob all of whose images are may grow cold.
alter table repository_blob add column archived_count bigint not null default 0;

update repository_blob set archived_count = (
    select count(*) from image_blob n join image i on i.id = n.image_id
    where n.blob_id = repository_blob.blob_id and i.repository_id = repository_blob.repository_id and i.status = 'Archived')
where repository_id in (select repository_id from image where status = 'Archived');

-- Its bytes lie in packs, and not under its own name.
alter table blob add column is_cold boolean not null default false;

drop index blob_unlinked;
create index blob_unlinked on blob (id) where link_count = 0 and not is_cold;
create index blob_cold_unlinked on blob (id) where link_count = 0 and is_cold;

create table cold_pack (
    blob_id bigint not null primary key references blob (id),
    chunk_count bigint not null
);

create table cold_chunk (
    id integer primary key,
    domain bigint not null,
    hash text not null,             -- SHA-256 of the chunk
    pack_id bigint not null references cold_pack (blob_id),
    position bigint not null,       -- in the pack
    stored_length bigint not null,
    length bigint not null,
    is_compressed boolean not null,
    piece_count bigint not null,    -- rows of cold_piece
    unique (domain, hash)
);

create index cold_chunk_by_pack on cold_chunk (pack_id);

create table cold_piece (
    blob_id bigint not null,
    ordinal bigint not null,
    chunk_id bigint not null,       -- of cold_chunk, whose piece_count counts it
    primary key (blob_id, ordinal)
) without rowid;

-- What the archive has yet to do with a blob: Freeze it, Release its pieces, Drop the file of one that is cold.
create table archive_task (
    kind text not null,
    blob_id bigint not null,
    due_at bigint not null,
    primary key (kind, blob_id)
) without rowid;

create index archive_task_due on archive_task (kind, due_at, blob_id);
create index image_activating on image (id) where status = 'Activating';
