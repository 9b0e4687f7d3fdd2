-- Records of an append stream of which something was deferred: their files are consumed, so they themselves are kept,
-- and the job's next run reads them before its files.
create table if not exists deferred_record (
    workspace_id bigint not null references workspace,
    job varchar not null,
    person_key uuid not null,
    definition_id bigint not null references definition_version,
    run_id bigint not null references run,
    external_id varchar,
    email varchar,
    intercom_id varchar,
    fields varchar not null,
    facts varchar not null,
    newest_by bigint not null,
    file varchar not null,
    line bigint not null,
    primary key (workspace_id, job, person_key)
);

-- The staged record a planned person comes from; null for who is absent from a snapshot.
alter table planned_person add column if not exists staged_seq bigint;

-- Where a workspace is reached: a token that will not say what it opens is not taken for another workspace's.
alter table workspace add column if not exists base_url varchar;
