-- What a run's records matched of the job's tag patterns, until the run begins to send: from then on it is the job's. What
-- a run matched that is never carried out is forgotten.
create table if not exists run_matched_group (
    run_id bigint not null references run,
    kind varchar not null,
    id varchar not null,
    name varchar not null,
    primary key (run_id, kind, name, id)
);
