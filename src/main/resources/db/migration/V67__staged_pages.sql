-- Staged records, many in one row, by the place of the first of them. A record stands in the last of the parts that has
-- its place: 0 as it was read, 1 made of several, 2 as another run is to read it. The rows of staged_person are those that
-- planned people in rows come from.
create table if not exists staged_page (
    run_id bigint not null references run,
    part smallint not null,
    first_seq bigint not null,
    records bytea not null,
    primary key (run_id, part, first_seq)
);
