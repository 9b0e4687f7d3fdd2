-- What the command that began a run lets pass its guards, for whoever goes on with the run after a crash: either a guard,
-- or a tag with the exact number of people who may lose it.
create table if not exists run_allowance (
    run_id bigint not null references run,
    guard varchar,
    tag varchar,
    amount bigint
);
create index if not exists run_allowance_run on run_allowance (run_id);
