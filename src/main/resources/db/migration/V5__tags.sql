-- For whom Intercom was searched in vain, beside looked_at: the fingerprint of the identifiers. Only another one, or
-- time, makes another search worth a call.
alter table person_job add column if not exists looked_for uuid;
alter table planned_person add column if not exists looked_for uuid;

-- Whether an untag is the definition's command (untag: true): it ends every job's ownership.
alter table planned_change add column if not exists commanded boolean not null default false;

-- Which tag a job means by a name: names change in Intercom, ids do not.
create table if not exists job_tag (
    workspace_id bigint not null references workspace,
    job varchar not null,
    name_key varchar not null,
    name varchar not null,
    intercom_id varchar not null,
    primary key (workspace_id, job, name_key)
);

insert into job_tag (workspace_id, job, name_key, name, intercom_id)
select t.workspace_id, o.job, t.name_key, t.name, t.intercom_id
from tag t join (select distinct tag_id, job from tag_owner) o on o.tag_id = t.id
where not exists (select 1 from tag u join tag_owner v on v.tag_id = u.id
    where v.job = o.job and u.workspace_id = t.workspace_id and u.name_key = t.name_key and u.id > t.id)
and not exists (select 1 from job_tag j where j.workspace_id = t.workspace_id and j.job = o.job and j.name_key = t.name_key);

-- People from whom a job's command took a tag; it is not repeated until one of our jobs puts the tag on them again.
create table if not exists tag_removal (
    workspace_id bigint not null references workspace,
    job varchar not null,
    name_key varchar not null,
    person_id bigint not null references person,
    run_id bigint not null references run,
    primary key (workspace_id, job, name_key, person_id)
);
create index if not exists tag_removal_by_person on tag_removal (person_id, name_key);
create index if not exists found_holder_by_contact on found_holder (intercom_id, workspace_id);
