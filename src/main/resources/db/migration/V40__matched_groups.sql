-- Audiences and badges that a job's tag patterns matched, as records spell them: their tags are the job's too on nights
-- when no record names them. "run_id" is the last run that read a record of somebody in it.
create table if not exists matched_group (
    workspace_id bigint not null references workspace,
    job varchar not null,
    kind varchar not null,
    id varchar not null,
    name varchar not null,
    run_id bigint not null references run,
    primary key (workspace_id, job, kind, name, id)
);
