-- Users whom a plan's look at the workspace showed and whom its records may be about, with the fields they hold; until the
-- plan is whole.
create table if not exists listed_contact (
    run_id bigint not null references run,
    intercom_id varchar not null,
    external_id varchar,
    email varchar,
    email_key varchar,
    fields varchar not null,
    primary key (run_id, intercom_id)
);
create index if not exists listed_by_external_id on listed_contact (run_id, external_id);
create index if not exists listed_by_email on listed_contact (run_id, email_key);
