package dev.audiencesync.ledger;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
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

    /** What a run has come to know. */
    public interface Clocks {
        /** Tells of the people of whom this run read a newer record than earlier ones. */
        void forEach(ClockScan each);

        /** Whether what an earlier run kept of a person is still the newest that is known. */
        boolean stands(Fingerprint key, long newestBy);

        /** Whether anything that an earlier run kept stands no more, though nobody may have been moved on. */
        boolean overtakes();
    }

    /** Runs over what runs of the job that are done have kept, in no order. */
    public void scan(long workspace, String job, ObjLongConsumer<Fingerprint> each) {
        new Scan(template)
                .over(
                        "select clocks from people_clocks where workspace_id = ? and job = ? and counted",
                        row -> forEach(
                                row.getBytes("clocks"), null, (key, newestBy, visitor) -> each.accept(key, newestBy)),
                        workspace,
                        job);
    }

    /** The same of those of whose newest record it is known which visitor it is of. */
    public void scanVisitors(long workspace, String job, ClockScan each) {
        for (Place place : counted(workspace, job, " and visitors is not null")) {
            read(place, (key, newestBy, visitor) -> {
                if (visitor != DesiredPerson.NO_VISITOR) {
                    each.clock(key, newestBy, visitor);
                }
            });
        }
    }

    private static void forEach(byte[] clocks, byte @Nullable [] visitors, ClockScan each) {
        ByteBuffer people = ByteBuffer.wrap(clocks);
        ByteBuffer theirs = visitors == null ? null : ByteBuffer.wrap(visitors);
        while (people.hasRemaining()) {
            each.clock(
                    new Fingerprint(people.getLong(), people.getLong()),
                    people.getLong(),
                    theirs == null ? DesiredPerson.NO_VISITOR : theirs.getLong());
        }
    }

    /** Of one row. */
    private record Place(long run, int ordinal) {}

    private List<Place> counted(long workspace, String job, String which) {
        return template.query(
                "select run_id, ordinal from people_clocks where workspace_id = ? and job = ? and counted" + which,
                (row, number) -> new Place(row.getLong("run_id"), row.getInt("ordinal")),
                workspace,
                job);
    }

    private void read(Place place, ClockScan each) {
        template.query(
                "select clocks, visitors from people_clocks where run_id = ? and ordinal = ?",
                row -> {
                    forEach(row.getBytes("clocks"), row.getBytes("visitors"), each);
                },
                place.run(),
                place.ordinal());
    }

    /**
     * Keeps a run's, to be counted once it is done: those of earlier runs too that still stand; nobody's, where the run has
     * moved nobody's on.
     */
    public void keep(long workspace, String job, long run, Clocks clocks) {
        template.update("delete from people_clocks where run_id = ?", run);
        List<Place> earlier = counted(workspace, job, "");
        Rows rows = new Rows(workspace, job, run);
        clocks.forEach(rows::add);
        if (rows.isEmpty() && !clocks.overtakes()) {
            return;
        }
        for (Place place : earlier) {
            read(place, (key, newestBy, visitor) -> {
                if (clocks.stands(key, newestBy)) {
                    rows.add(key, newestBy, visitor);
                }
            });
        }
        rows.end();
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
        private final ByteBuffer visitors = ByteBuffer.allocate(PEOPLE_A_ROW * Long.BYTES);
        private boolean visitorsAreKnown;
        private int ordinal;

        Rows(long workspace, String job, long run) {
            this.workspace = workspace;
            this.job = job;
            this.run = run;
        }

        boolean isEmpty() {
            return ordinal == 0 && clocks.position() == 0;
        }

        void add(Fingerprint key, long newestBy, long visitor) {
            clocks.putLong(key.high()).putLong(key.low()).putLong(newestBy);
            visitors.putLong(visitor);
            visitorsAreKnown |= visitor != DesiredPerson.NO_VISITOR;
            if (!clocks.hasRemaining()) {
                write();
            }
        }

        /** Nobody's is a row too: it takes the place of the others. */
        void end() {
            if (clocks.position() > 0 || ordinal == 0) {
                write();
            }
        }

        private void write() {
            template.update(
                    "insert into people_clocks (run_id, ordinal, workspace_id, job, counted, clocks, visitors)"
                            + " values (?, ?, ?, ?, false, ?, ?)",
                    run,
                    ordinal++,
                    workspace,
                    job,
                    taken(clocks),
                    visitorsAreKnown ? taken(visitors) : null);
            visitors.clear();
            visitorsAreKnown = false;
        }

        private static byte[] taken(ByteBuffer full) {
            byte[] bytes = new byte[full.flip().remaining()];
            full.get(bytes).clear();
            return bytes;
        }
    }
}
