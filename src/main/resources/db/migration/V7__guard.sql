-- What the guard found in a plan, and who let it pass.
create table if not exists guard_finding (
    run_id bigint not null references run,
    ordinal int not null,
    guard varchar not null,
    tag varchar,
    amount bigint not null,
    message varchar not null,
    allowed_with varchar,
    allowed_by varchar,
    allowed_at timestamp with time zone,
    primary key (run_id, ordinal)
);

-- What a job's last whole run saw: the measure of the next one. "fills" maps a field to the records that had it filled.
create table if not exists baseline (
    workspace_id bigint not null references workspace,
    job varchar not null,
    run_id bigint not null references run,
    people bigint not null,
    records bigint not null,
    fills varchar not null,
    primary key (workspace_id, job)
);

-- How many records of a run had each mapped field filled; its baseline once it is whole.
alter table run add column if not exists fills varchar;

-- Where Intercom is, where the command said so in the definition's place: a restart goes to the same.
alter table run add column if not exists base_url varchar;

-- Unchanged people of whom a run read a newer record: their clocks move on when the run is done, and not with a plan
-- that nobody applies.
create table if not exists moved_on (
    run_id bigint not null references run,
    person_key uuid not null,
    newest_by bigint not null,
    primary key (run_id, person_key)
);

-- Whether anything of the run may have been sent: until then a plan is only a plan.
alter table run add column if not exists sending boolean default false not null;

-- Counts what is learnt of a person, and which run was the last to add to it: a plan made before is stale.
alter table person add column if not exists version bigint default 0 not null;
alter table person add column if not exists version_run bigint;
alter table planned_person add column if not exists version bigint;
