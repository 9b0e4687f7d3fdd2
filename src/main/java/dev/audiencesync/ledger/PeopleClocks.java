package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.nio.ByteBuffer;
import java.util.function.ObjLongConsumer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How new the newest record is that was read of people who were as it says already: a later run that meets an older record
 * then knows it for older. A night in which everybody was seen and nobody has changed has as many of these as there are
 * people, so they are no rows of their own.
 */
public final class PeopleClocks {
    private static final int PEOPLE_A_ROW = 4_096;
    private static final int BYTES_A_PERSON = 3 * Long.BYTES;

    private final JdbcTemplate template;

    public PeopleClocks(JdbcTemplate template) {
        this.template = template;
    }

    /** Tells of people, as {@code newestBy}. */
    public interface Clocks {
        void forEach(ObjLongConsumer<Fingerprint> each);
    }

    /** Runs over what runs of the job that are done have kept, in no order. */
    public void scan(long workspace, String job, ObjLongConsumer<Fingerprint> each) {
        new Scan(template)
                .over(
                        "select clocks from people_clocks where workspace_id = ? and job = ? and counted",
                        row -> {
                            ByteBuffer clocks = ByteBuffer.wrap(row.getBytes("clocks"));
                            while (clocks.hasRemaining()) {
                                each.accept(new Fingerprint(clocks.getLong(), clocks.getLong()), clocks.getLong());
                            }
                        },
                        workspace,
                        job);
    }

    /**
     * Keeps a run's, to be counted once it is done.
     *
     * @param all those of earlier runs too that still count; nobody's, where the run has moved nobody's on
     */
    public void keep(long workspace, String job, long run, Clocks all) {
        template.update("delete from people_clocks where run_id = ?", run);
        Rows rows = new Rows(workspace, job, run);
        all.forEach(rows::add);
        rows.flush();
    }

    /** Counts those of a run that is done in the place of all others of its job, plans' too, which knew less. */
    public void count(OutcomeStore.Execution execution) {
        template.update(
                "delete from people_clocks where workspace_id = ? and job = ? and run_id <> ?"
                        + " and (not counted or exists (select 1 from people_clocks k where k.run_id = ?))",
                execution.workspaceId(),
                execution.job(),
                execution.run(),
                execution.run());
        template.update("update people_clocks set counted = true where run_id = ?", execution.run());
    }

    /** The rows of one run. */
    private final class Rows {
        private final long workspace;
        private final String job;
        private final long run;
        private final ByteBuffer clocks = ByteBuffer.allocate(PEOPLE_A_ROW * BYTES_A_PERSON);
        private int ordinal;

        Rows(long workspace, String job, long run) {
            this.workspace = workspace;
            this.job = job;
            this.run = run;
        }

        void add(Fingerprint key, long newestBy) {
            clocks.putLong(key.high()).putLong(key.low()).putLong(newestBy);
            if (!clocks.hasRemaining()) {
                flush();
            }
        }

        void flush() {
            if (clocks.position() == 0) {
                return;
            }
            byte[] row = new byte[clocks.flip().remaining()];
            clocks.get(row).clear();
            template.update(
                    "insert into people_clocks (run_id, ordinal, workspace_id, job, counted, clocks)"
                            + " values (?, ?, ?, ?, false, ?)",
                    run,
                    ordinal++,
                    workspace,
                    job,
                    row);
        }
    }
}
