-- Changes that were refused: for the same record and definition they are not sent again for a while. "tag" is empty for
-- creates and updates; "state" is the record's fingerprint, null for who was in no record.
create table if not exists refused_change (
    workspace_id bigint not null references workspace,
    job varchar not null,
    person_key uuid not null,
    kind varchar not null,
    tag varchar not null,
    state uuid,
    definition_id bigint not null references definition_version,
    code varchar not null,
    reason varchar not null,
    run_id bigint not null references run,
    refused_at timestamp with time zone not null,
    primary key (workspace_id, job, person_key, kind, tag)
);

-- Records that could not be used, by whom they are about and why: only one of another person or reason is news.
create table if not exists refused_record (
    workspace_id bigint not null references workspace,
    job varchar not null,
    fingerprint uuid not null,
    definition_id bigint not null references definition_version,
    run_id bigint not null references run,
    refused_at timestamp with time zone not null,
    primary key (workspace_id, job, fingerprint)
);
alter table reject add column if not exists fingerprint uuid;

-- The run that refused the same before; null for what is new.
alter table reject add column if not exists standing_since bigint;

-- Records of append streams of which something was refused are kept beside the deferred ones: they are read again only
-- where somebody asks for it.
alter table deferred_record add column if not exists rejected boolean default false not null;
alter table deferred_record add column if not exists kept_at timestamp with time zone;
