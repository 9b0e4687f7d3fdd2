-- When a look at Intercom began that showed nobody with the planned person's e-mail; null where there was none.
alter table planned_person add column if not exists email_unseen_at timestamp with time zone;
