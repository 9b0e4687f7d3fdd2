package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each job remembers of people: what it last made of them and sent, and whom it looked for in vain. */
public final class JobMemories {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public JobMemories(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Takes one row of a job's memory: the person's key, its state if it is settled, and when it was looked for. */
    public interface MemoryScan {
        void row(Fingerprint key, @Nullable Fingerprint state, long newestBy, @Nullable Instant lookedAt);
    }

    /**
     * Runs over all a job remembers, in no order: an ordered scan of an H2 table takes many times as long. So does one by
     * an index, whose rows lie anywhere, and which H2 would choose for the plain columns. What the caller's transaction has
     * not committed is not seen.
     *
     * @param scan is called by several threads, by one at a time
     */
    public void scan(long workspace, String job, MemoryScan scan) {
        new MemoryReading(template, workspace, job, scan).read();
    }

    /** Runs over all people of whom the job remembers which visitor their newest record is of, in no order. */
    public void scanVisitors(long workspace, String job, ClockScan scan) {
        new Scan(template)
                .asTheyCome(
                        "select person_key, newest_by, visitor from person_job where workspace_id + 0 = ?"
                                + " and job || '' = ? and visitor <> 0",
                        row -> {
                            scan.clock(
                                    Rows.requiredFingerprint(row, "person_key"),
                                    row.getLong("newest_by"),
                                    row.getLong("visitor"));
                        },
                        workspace,
                        job);
    }

    /** The job's searches that did not find people, by the people's keys. */
    public Map<Fingerprint, Looked> looked(long workspace, String job, Collection<Fingerprint> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<Fingerprint, Looked> looked = new HashMap<>();
        jdbc.sql("select person_key, looked_at, looked_for from person_job where workspace_id = :workspace and"
                        + " job = :job and looked_for is not null and person_key in (:keys)")
                .param("workspace", workspace)
                .param("job", job)
                .param("keys", keys.stream().map(Rows::uuid).toList())
                .query(row -> {
                    Looked one = Rows.looked(row);
                    if (one != null) {
                        looked.put(Rows.requiredFingerprint(row, "person_key"), one);
                    }
                });
        return looked;
    }

    /** What the job remembers of the people, by person id. */
    public Map<Long, JobMemory> of(String job, Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        "select person_id, definition_id, fields, ages from person_job where job = :job and person_id in (:ids)")
                .param("job", job)
                .param("ids", personIds)
                .query((row, number) -> new JobMemory(
                        row.getLong("person_id"),
                        row.getLong("definition_id"),
                        FieldsJson.readTexts(row.getString("fields")),
                        FieldsJson.readAges(row.getString("ages"))))
                .list()
                .stream()
                .collect(Collectors.toMap(JobMemory::personId, memory -> memory, (one, other) -> other));
    }

    /**
     * What each job last sent of the people, by person and job: the fingerprint of each field.
     */
    public Map<Long, Map<String, SortedMap<String, String>>> sentByJob(Collection<Long> personIds) {
        Map<Long, Map<String, SortedMap<String, String>>> sent = new HashMap<>();
        if (!personIds.isEmpty()) {
            jdbc.sql("select person_id, job, fields from person_job where person_id in (:ids)")
                    .param("ids", personIds)
                    .query(row -> {
                        sent.computeIfAbsent(row.getLong("person_id"), person -> new HashMap<>())
                                .put(row.getString("job"), FieldsJson.readTexts(row.getString("fields")));
                    });
        }
        return sent;
    }

    /** The ages that the job remembers of the people, by its own keys; none of whom it does not know. */
    public Map<Fingerprint, SortedMap<String, Long>> ages(long workspace, String job, Collection<Fingerprint> keys) {
        Map<Fingerprint, SortedMap<String, Long>> ages = new HashMap<>();
        if (!keys.isEmpty()) {
            jdbc.sql("select person_key, ages from person_job where workspace_id = :workspace and job = :job"
                            + " and ages is not null and person_key in (:keys)")
                    .param("workspace", workspace)
                    .param("job", job)
                    .param("keys", keys.stream().map(Rows::uuid).toList())
                    .query(row -> {
                        ages.put(
                                Rows.requiredFingerprint(row, "person_key"),
                                FieldsJson.readAges(row.getString("ages")));
                    });
        }
        return ages;
    }
}
