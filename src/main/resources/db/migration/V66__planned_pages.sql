-- Planned people whom the ledger does not know, many in one row, until their wave is carried out: then they are rows of
-- planned_person and planned_change. "last_change" is the largest seq of their changes.
create table if not exists planned_page (
    run_id bigint not null references run,
    first_seq bigint not null,
    wave int not null,
    last_change bigint not null,
    people bytea not null,
    primary key (run_id, first_seq)
);

-- How many changes of a kind a page holds, by tag.
create table if not exists planned_page_change (
    run_id bigint not null,
    first_seq bigint not null,
    kind varchar not null,
    tag varchar,
    amount bigint not null,
    foreign key (run_id, first_seq) references planned_page (run_id, first_seq)
);
create index if not exists planned_page_change_by_page on planned_page_change (run_id, first_seq);
