package dev.audiencesync.report;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one execution of a run did: the whole of what the summary and {@code --json} show.
 *
 * <p>Creates, updates, unchanged, people and rejected count people; tag and untag count (person, tag) pairs.
 *
 * @param run the number commands take
 * @param workspace Intercom's {@code id_code}, or {@code sandbox}
 * @param records what the run read
 * @param people distinct people in the export
 * @param planned what the run's plan holds
 * @param applied what this execution did
 * @param rejected people refused in this execution, while reading or applying
 * @param calls HTTP requests of this execution
 * @param guard what the guard found, one sentence each
 * @param resumed earlier unfinished runs that this command finished first
 */
public record RunSummary(
        String job,
        long run,
        String workspace,
        boolean sandbox,
        RunStatus status,
        int exitCode,
        Records records,
        long people,
        Planned planned,
        Applied applied,
        long rejected,
        Calls calls,
        double seconds,
        List<String> guard,
        List<Long> resumed,
        Files files,
        Details details) {

    /** @param older records passed over because a newer one of the same person was read before, in this run or an earlier */
    public record Records(long read, long rejected, long older) {}

    /**
     * @param estimatedCalls what the plan was expected to cost
     * @param estimatedMinutes at the quota known when it was made
     */
    public record Planned(
            long create,
            long update,
            long tag,
            long untag,
            long unchanged,
            long estimatedCalls,
            double estimatedMinutes) {

        public static final Planned NOTHING = new Planned(0, 0, 0, 0, 0, 0, 0);
    }

    public record Applied(long create, long update, long tag, long untag) {
        public static final Applied NOTHING = new Applied(0, 0, 0, 0);

        Applied minus(Applied part) {
            return new Applied(create - part.create, update - part.update, tag - part.tag, untag - part.untag);
        }

        public long writes() {
            return create + update + tag + untag;
        }
    }

    /** @param rateLimited answers 429 */
    public record Calls(long calls, long retries, long rateLimited) {
        public static final Calls NONE = new Calls(0, 0, 0);
    }

    /** People refused in the run by now, as its rejects file has them: a plan's count for whoever applies it. */
    public long rejectedInAll() {
        return rejected + details.rejectedBefore();
    }

    /** The same, with the file a plan was written to. */
    public RunSummary withPlanFile(Path file) {
        return new RunSummary(
                job,
                run,
                workspace,
                sandbox,
                status,
                exitCode,
                records,
                people,
                planned,
                applied,
                rejected,
                calls,
                seconds,
                guard,
                resumed,
                new Files(file, files.rejects(), files.report()),
                details);
    }

    /** Files a run leaves for people; null where there is none. */
    public record Files(@Nullable Path plan, @Nullable Path rejects, @Nullable Path report) {

        public static final Files NONE = new Files(null, null, null);
    }

    /**
     * What people read and scripts do not.
     *
     * @param drift what verifying found; null where the run did not come to the end of it, or did not begin it
     * @param standing what an earlier run refused the same, and was not tried again
     * @param rejectedBefore people refused in earlier executions of the run
     * @param appliedBefore what earlier executions of the run applied of its plan
     * @param notes what the run wants known: unknown containers, files consumed before, orphaned tags
     * @param failure why the run did not end well; null where it did
     * @param next the words of the command that goes on from here; null where nothing is left to do
     */
    public record Details(
            List<ExportFileLine> exportFiles,
            List<TagLine> tags,
            List<RejectLine> firstRejects,
            Standing standing,
            long rejectedBefore,
            Applied appliedBefore,
            List<String> notes,
            @Nullable String failure,
            @Nullable String next,
            @Nullable Drifted drift) {

        public static final Details NONE =
                new Details(List.of(), List.of(), List.of(), Standing.NONE, Applied.NOTHING, List.of(), null, null);

        /** Of a run that did not verify, and was refused nobody before. */
        public Details(
                List<ExportFileLine> exportFiles,
                List<TagLine> tags,
                List<RejectLine> firstRejects,
                Standing standing,
                Applied appliedBefore,
                List<String> notes,
                @Nullable String failure,
                @Nullable String next) {
            this(exportFiles, tags, firstRejects, standing, 0, appliedBefore, notes, failure, next, null);
        }
    }

    /**
     * What a run that verified found, and its summary tells.
     *
     * @param onDrift what the definition says is done about it
     * @param file that names each; null where nothing was found
     */
    public record Drifted(Found found, String onDrift, @Nullable Path file) {}

    /**
     * What Intercom held otherwise than the ledger knew it was written.
     *
     * @param contacts those that Intercom listed
     * @param calls those it took
     * @param fields edited, counted by person and field
     * @param untagged tags that were taken off, counted by person and tag
     * @param tagged tags that were put on, likewise
     * @param gone people whose contacts were deleted or archived
     * @param merged people whose contacts were merged into others
     */
    public record Found(long contacts, long calls, long fields, long untagged, long tagged, long gone, long merged) {

        public long total() {
            return fields + untagged + tagged + gone + merged;
        }
    }

    /**
     * One file of the export.
     *
     * @param consumedBefore whether it was not read again
     * @param kind what it was recognised as; null where the definition says what it is
     */
    public record ExportFileLine(
            String file, long records, long rejected, boolean consumedBefore, @Nullable String kind) {
        public ExportFileLine(String file, long records, long rejected, boolean consumedBefore) {
            this(file, records, rejected, consumedBefore, null);
        }
    }

    /**
     * One tag of the definition.
     *
     * @param joiners planned to get it
     * @param leavers planned to lose it
     * @param owned members this job owns now
     * @param found holders from before the job's first use, which are never removed
     */
    public record TagLine(String name, long joiners, long leavers, long owned, long found) {}

    /**
     * Rejects that are no news.
     *
     * @param people how many in all
     * @param first as many as a report lists
     */
    public record Standing(long people, List<StandingLine> first) {
        public static final Standing NONE = new Standing(0, List.of());
    }

    /** @param since the run that refused it first */
    public record StandingLine(RejectLine reject, long since) {}

    /** A reject without personal data: where it stands and why. */
    public record RejectLine(String file, long line, String reason, String code) {}
}
