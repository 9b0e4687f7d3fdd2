-- All fields of a person who would be created anew, had the contact been deleted in Intercom; null where nobody is.
alter table planned_change add column if not exists whole varchar;
