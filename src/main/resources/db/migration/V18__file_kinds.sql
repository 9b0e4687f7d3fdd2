-- What a file was recognised as, where the definition leaves that to its content.
alter table run_file add column if not exists kind varchar(40);
