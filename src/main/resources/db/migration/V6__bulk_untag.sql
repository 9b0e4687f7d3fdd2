-- Whether the workspace takes a tag off many people in one call: WORKS or FAILS, null before it was tried.
alter table workspace add column if not exists bulk_untag varchar;

-- Whom a run was restricted to, as JSON; null for everybody.
alter table run add column if not exists canary varchar;
