package dev.audiencesync.bench;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.ReadingThreads;
import dev.audiencesync.export.RecordsAhead;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.plan.PersonPrinter;
import dev.audiencesync.plan.PrintedPerson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fills a home's ledger with a whole export, as if all its people had been written to Intercom in the home's one run,
 * which wrote the first of them. What that run made of those is compared with what is made here of the same records: a
 * row that is otherwise ends the filling.
 */
final class FullLedger implements AutoCloseable {
    private static final int ROWS_A_BATCH = 5_000;

    private final Connection store;
    private final PreparedStatement person;
    private final PreparedStatement memory;
    private final PreparedStatement owner;
    private final PreparedStatement made;
    private long rows;
    private long personId;
    private long written;
    private long compared;

    private FullLedger(Path home) throws SQLException {
        store = DriverManager.getConnection("jdbc:h2:file:" + home.resolve("store") + ";CACHE_SIZE=262144", "sa", "");
        store.setAutoCommit(false);
        person = store.prepareStatement("insert into person (id, workspace_id, external_id, email, email_key,"
                + " intercom_id, first_run) values (?, 1, ?, ?, ?, ?, 1)");
        memory = store.prepareStatement(
                "insert into person_job (workspace_id, job, person_key, person_id, state,"
                        + " newest_by, definition_id, fields, run_id, file, line) values (1, 'bench', ?, ?, ?, ?, 1, ?, 1, ?, ?)");
        owner = store.prepareStatement("insert into tag_owner (tag_id, person_id, job, since_run)"
                + " select id, ?, 'bench', 1 from tag where name = 'VIP'");
        made = store.prepareStatement("select k.state, k.newest_by, k.fields, p.external_id, p.email, p.email_key,"
                + " exists (select 1 from tag_owner o where o.person_id = p.id) from person_job k join person p"
                + " on p.id = k.person_id where k.workspace_id = 1 and k.job = 'bench' and k.person_key = ?");
    }

    /** @return how many of the people are those that the run wrote */
    static long fill(Path home, Path job, String date) {
        try (FullLedger ledger = new FullLedger(home);
                ReadingThreads threads = ReadingThreads.ofMachine()) {
            ledger.begin();
            JobDefinition definition = new DefinitionLoader(name -> "none").load(job);
            RecordMapper mapper = new RecordMapper(definition);
            PersonPrinter printer = new PersonPrinter(definition.mappingFingerprints());
            for (ExportFile file : ParseOnly.files(job, date)) {
                try (RecordsAhead<PrintedPerson> records = threads.read(
                        JsonRecordReader.open(file, definition.recordParts()),
                        record -> printer.print(((MappedRecord.Mapped) mapper.map(record)).person()))) {
                    ledger.take(records);
                }
            }
            ledger.end();
            return ledger.compared;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names and keys come in no order: their indexes are made once all rows are there, from what is sorted then. */
    private void begin() throws SQLException {
        try (Statement statement = store.createStatement()) {
            try (ResultSet row = statement.executeQuery("select max(id), count(*) from person")) {
                row.next();
                personId = row.getLong(1);
                written = row.getLong(2);
            }
            statement.execute("alter table person_job drop primary key");
            statement.execute("drop index person_by_external_id");
            statement.execute("drop index person_by_email");
        }
    }

    private void take(RecordsAhead<PrintedPerson> records) throws IOException, SQLException {
        PrintedPerson next;
        while ((next = records.next()) != null) {
            if (!isWritten(next)) {
                insert(next);
            }
        }
    }

    private void insert(PrintedPerson printed) throws SQLException {
        DesiredPerson desired = printed.person();
        Identifiers names = desired.identifiers();
        personId++;
        add(person, personId, names.externalId(), names.email(), names.emailKey(), String.format("%024x", personId));
        add(
                memory,
                uuid(printed.key().high(), printed.key().low()),
                personId,
                uuid(printed.state().high(), printed.state().low()),
                desired.newestBy(),
                fields(desired),
                desired.position().file(),
                desired.position().line());
        if (isMember(desired)) {
            add(owner, personId);
        }
        if (++rows % ROWS_A_BATCH == 0) {
            flush();
        }
    }

    private boolean isWritten(PrintedPerson printed) throws SQLException {
        if (compared == written) {
            return false;
        }
        made.setObject(1, uuid(printed.key().high(), printed.key().low()));
        try (ResultSet row = made.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            DesiredPerson desired = printed.person();
            Identifiers names = desired.identifiers();
            List<@Nullable Object> here = Arrays.asList(
                    uuid(printed.state().high(), printed.state().low()),
                    desired.newestBy(),
                    fields(desired),
                    names.externalId(),
                    names.email(),
                    names.emailKey(),
                    isMember(desired));
            for (int column = 1; column <= here.size(); column++) {
                Object there = row.getObject(column);
                if (!Objects.equals(String.valueOf(there), String.valueOf(here.get(column - 1)))) {
                    throw new IllegalStateException("The program wrote " + there + ", not " + here.get(column - 1));
                }
            }
            compared++;
            return true;
        }
    }

    private static boolean isMember(DesiredPerson desired) {
        return desired.facts().answer(0) == ConditionFacts.HOLDS;
    }

    private static String fields(DesiredPerson desired) {
        TreeMap<String, String> sent = new TreeMap<>();
        desired.fields().get(0).forEach((name, value) -> sent.put(name, value.fingerprintIn(name)));
        return JsonMapper.shared().writeValueAsString(sent);
    }

    private static UUID uuid(long high, long low) {
        return new UUID(high, low);
    }

    private static void add(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private void flush() throws SQLException {
        person.executeBatch();
        memory.executeBatch();
        owner.executeBatch();
        store.commit();
    }

    private void end() throws SQLException {
        flush();
        try (Statement statement = store.createStatement()) {
            statement.execute("alter table person_job add primary key (workspace_id, job, person_key)");
            statement.execute("create index person_by_external_id on person (workspace_id, external_id)");
            statement.execute("create index person_by_email on person (workspace_id, email_key)");
            statement.execute("alter table person alter column id restart with " + (personId + 1));
            statement.execute("update baseline set people = " + personId + ", records = " + personId);
            store.commit();
            statement.execute("shutdown compact");
        }
    }

    @Override
    public void close() throws SQLException {
        if (!store.isClosed()) {
            store.close();
        }
    }
}
