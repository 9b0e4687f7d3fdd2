-- Runs that compare what Intercom holds with what the ledger knows was written: how much that took, and when it was done;
-- null until the whole workspace has been compared.
create table if not exists run_verification (
    run_id bigint not null references run,
    contacts bigint,
    calls bigint,
    compared_at timestamp with time zone,
    primary key (run_id)
);

-- The last run of a job that compared the whole workspace and went on to carry out its plan.
create table if not exists verification (
    workspace_id bigint not null references workspace,
    job varchar not null,
    run_id bigint not null references run,
    verified_at timestamp with time zone not null,
    primary key (workspace_id, job)
);

-- What a run found to differ. "person_id" is null where the ledger does not know the contact; "name" is the field, the
-- tag's key, or the contact that another was merged into. "sent" and "held" are fingerprints of a field's values.
create table if not exists run_drift (
    run_id bigint not null references run,
    ordinal bigint not null,
    person_id bigint references person,
    intercom_id varchar not null,
    person varchar not null,
    kind varchar not null,
    name varchar not null,
    sent varchar not null,
    held varchar not null,
    primary key (run_id, ordinal)
);
create index if not exists run_drift_by_person on run_drift (run_id, person_id);

-- What a job has taken over as it stands in Intercom: it is not told again, nor undone.
create table if not exists respected_drift (
    workspace_id bigint not null references workspace,
    job varchar not null,
    intercom_id varchar not null,
    kind varchar not null,
    name varchar not null,
    sent varchar not null,
    held varchar not null,
    primary key (workspace_id, job, intercom_id, kind, name)
);
