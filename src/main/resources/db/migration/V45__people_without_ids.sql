-- Null for whom the Users API has found by User ID or e-mail in a tag call, which tells no id, until something tells it.
alter table person alter column intercom_id drop not null;
