-- Pages of a plan's open changes, and of a job's members, are ranges of these indexes.
drop index if exists open_change;
create index if not exists open_change_by_tag on planned_change (run_id, outcome, wave, phase, tag, seq);
create index if not exists tag_owner_by_job_and_person on tag_owner (job, person_id);
