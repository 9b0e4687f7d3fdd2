-- Whether the workspace takes a tag off many people in one call: WORKS or FAILS, null before it was tried.
alter table workspace add column bulk_untag varchar;
