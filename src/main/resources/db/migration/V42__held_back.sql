-- Whether something was kept from happening to a planned person because a refused record of the same run was about them:
-- of an append stream their record is then read by the job's next run too.
alter table planned_person add column if not exists held_back boolean default false not null;
