package dev.audiencesync.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** H2. */
final class H2Dialect implements Dialect {
    @Override
    public String batchTables() {
        return "org/springframework/batch/core/schema-h2.sql";
    }

    @Override
    public List<String> migrations() {
        return List.of("classpath:db/migration");
    }

    /**
     * H2 commits each statement that makes a table, so a process killed within its first migration leaves some tables
     * behind and no word of it: a store without any run holds nothing worth keeping, and is made anew.
     */
    @Override
    public void clearHalfMade(JdbcClient jdbc) {
        jdbc.sql("drop all objects").update();
    }
}
