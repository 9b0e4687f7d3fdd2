-- People of an append stream whose changes were deferred: the next plan of the job takes the changes up again.
create table deferred_person (
    workspace_id bigint not null references workspace,
    job varchar not null,
    person_key uuid not null,
    run_id bigint not null,
    person_seq bigint not null,
    primary key (workspace_id, job, person_key),
    foreign key (run_id, person_seq) references planned_person (run_id, seq)
);

-- Where a workspace is reached: a token that will not say what it opens is not taken for another workspace's.
alter table workspace add column base_url varchar;
