-- Staged records are found by their places in the reading order; these were written in random order.
drop index if exists staged_by_email;
drop index if exists staged_by_person;
