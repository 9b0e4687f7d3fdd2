-- Who holds which lock. A row counts only while that server process holds the advisory lock; what the dead left behind
-- is replaced by the next holder, so nothing of it has to outlive a crash of the server.
create unlogged table if not exists lock_holder (
    lock_key bigint primary key,
    whole_workspace boolean not null,
    workspace_id bigint not null references workspace,
    token uuid not null,
    backend int not null,
    job varchar not null,
    host varchar not null,
    process bigint not null,
    since timestamp with time zone not null
);
