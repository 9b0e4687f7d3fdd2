-- Of which visitor a person's newest record is: the hash of its id, 0 where that is not known. "overtakes": the record
-- counts though one with a greater "newest_by" is remembered, whose visitor was taken over since.
alter table person_job add column if not exists visitor bigint default 0 not null;
alter table planned_person add column if not exists visitor bigint default 0 not null;
alter table planned_person add column if not exists overtakes boolean default false not null;

-- Of the same people in the same order as "clocks", 8 bytes each; null where none of them is known.
alter table people_clocks add column if not exists visitors bytea;
