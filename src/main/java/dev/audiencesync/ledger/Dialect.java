package dev.audiencesync.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What differs between the databases that the store can be in; all other SQL is common to them. */
interface Dialect {

    /** Spring Batch's script for its own tables, on the class path. */
    String batchTables();

    /** Where Flyway finds the migrations. */
    List<String> migrations();

    /** Clears what a first migration that was killed left behind, where it can leave anything; no run was begun yet. */
    void clearHalfMade(JdbcClient jdbc);
}
