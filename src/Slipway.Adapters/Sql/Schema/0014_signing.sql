-- Signatures that the server makes: the keys of signing profiles, and how far each image's signatures are.
-- Times are milliseconds since 1970 (UTC).

create table signing_key (
    profile_arn text not null primary key,
    sealed_key blob not null,      -- PKCS #8, sealed for this profile
    leaf blob not null,            -- DER, the certificate of the key
    root blob not null,            -- DER; its key was thrown away
    created_at bigint not null
);

create table image_signature (
    repository_id bigint not null,
    digest text not null,          -- of the signed image
    profile_arn text not null,
    status text not null,
    failure_code text,
    failure_reason text,
    envelope text,                 -- the signature, until it has been pushed: made once, whatever happens in between
    made_at bigint not null,
    primary key (repository_id, digest, profile_arn)
) without rowid;
