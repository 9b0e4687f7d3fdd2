-- How new the newest record is that was read of people whom it asked nothing new of, where that is newer than their row
-- of person_job says: many people in one row, 24 bytes each, a key and a "newest_by". A run's are counted once it is
-- done, and take the place of all others of the job.
create table if not exists people_clocks (
    run_id bigint not null references run,
    ordinal int not null,
    workspace_id bigint not null references workspace,
    job varchar not null,
    counted boolean not null,
    clocks bytea not null,
    primary key (run_id, ordinal)
);
create index if not exists people_clocks_by_job on people_clocks (workspace_id, job);

-- What plans that nobody has applied yet noted in the old way. It holds already: those people are as the records say.
create table if not exists moved_on (run_id bigint not null, person_key uuid not null, newest_by bigint not null);
merge into person_job t using (
    select r.workspace_id, r.job, m.person_key, max(m.newest_by) as newest_by
    from moved_on m join run r on r.id = m.run_id group by r.workspace_id, r.job, m.person_key
) s on (t.workspace_id = s.workspace_id and t.job = s.job and t.person_key = s.person_key)
when matched then update set newest_by = greatest(t.newest_by, s.newest_by);
drop table if exists moved_on;
