-- Whether it is in doubt that the tag is on the person: a call about it failed and may have taken effect all the same, or
-- the contact that had it is gone and another is the person now. The next call that is answered settles it.
alter table tag_owner add column if not exists doubted boolean default false not null;
alter table found_holder add column if not exists doubted boolean default false not null;

-- Null until a call has told it: somebody may have been given a tag by a call whose answer was lost.
alter table tag alter column intercom_id drop not null;

-- Whether the contact that the plan knew was gone, and another is the person now.
alter table planned_change add column if not exists anew boolean default false not null;
