-- Records of one person that add to each other. "ages" maps a field to when it was said, where that is not the record's
-- own "newest_by"; of a person it maps every field to when its value was said, so that a late older event changes
-- nothing. "visitor" is the hash of the visitor the record is of, 0 where it names none.
alter table staged_person add column if not exists ages varchar;
alter table staged_person add column if not exists visitor bigint default 0 not null;
create index if not exists staged_by_person on staged_person (run_id, person_key);
alter table deferred_record add column if not exists ages varchar;
alter table deferred_record add column if not exists visitor bigint default 0 not null;
alter table planned_person add column if not exists ages varchar;
alter table person_job add column if not exists ages varchar;

-- Visitors that others took over, each with the newest_by of the newest record that said so; of a run until it has taken
-- in its files, and of the job from then on, for a while.
create table if not exists run_replaced_visitor (
    run_id bigint not null references run,
    visitor bigint not null,
    newest_by bigint not null,
    primary key (run_id, visitor)
);
create table if not exists replaced_visitor (
    workspace_id bigint not null references workspace,
    job varchar not null,
    visitor bigint not null,
    newest_by bigint not null,
    remembered_at timestamp with time zone not null,
    primary key (workspace_id, job, visitor)
);
