package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportKind;
import dev.audiencesync.export.RecordReader;
import dev.audiencesync.export.UnreadableFileException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code format: auto}: each file is read as what its content shows it to be, if that is what the source may hold. */
final class AutoFormat implements ExportFormat {

    private final Source source;
    private final Json json;
    private final Csv csv;
    private final Set<String> identifiers;

    AutoFormat(JobDefinition definition) {
        source = definition.source();
        json = new Json(definition.recordParts());
        csv = new Csv(definition, source.delimiter());
        identifiers = source.stream() == Source.Stream.EVENT ? Set.of() : definition.identifierPointers();
    }

    @Override
    public RecordReader open(ExportFile file) throws UnreadableFileException {
        List<Problem> problems = problemsOf(file);
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new UnreadableFileException(
                    file.displayName(), first.line(), first.message() + " → " + first.fix(), null);
        }
        Optional<ExportKind> kind = recognised(file);
        return kind.isPresent() ? reading(kind.get()).open(file) : openEmpty(file);
    }

    private RecordReader openEmpty(ExportFile file) throws UnreadableFileException {
        if (source.mode() == Source.Mode.SNAPSHOT) {
            throw new UnreadableFileException(
                    file.displayName(),
                    0,
                    "is empty: it holds no record, and a snapshot without it may lack people",
                    null);
        }
        return json.open(file);
    }

    @Override
    public List<Problem> problems(ExportFile file) {
        try {
            return problemsOf(file);
        } catch (UnreadableFileException leftToReading) {
            return List.of();
        }
    }

    @Override
    public Optional<ExportKind> recognised(ExportFile file) throws UnreadableFileException {
        return ExportKind.of(file, source.delimiter(), identifiers);
    }

    private List<Problem> problemsOf(ExportFile file) throws UnreadableFileException {
        Optional<ExportKind> kind = recognised(file);
        if (kind.isEmpty()) {
            return ExportKind.isWithoutRecords(file) ? List.of() : List.of(unknown(file));
        }
        Optional<Problem> unfit = unfit(file, kind.get());
        return unfit.map(List::of).orElseGet(() -> reading(kind.get()).problems(file));
    }

    private static Problem unknown(ExportFile file) {
        return problem(
                file,
                "what kind of export this is does not show in its content",
                "name its `format` in the definition, or take the file out of `location`; records under names of your own"
                        + " are known by what `user-id`, `email` or `id` reads of them");
    }

    private Optional<Problem> unfit(ExportFile file, ExportKind kind) {
        boolean events = kind == ExportKind.EVENT_STORE;
        if (events != (source.stream() == Source.Stream.EVENT)) {
            return Optional.of(problem(
                    file,
                    "this is an export of " + kind.displayName() + ": " + (events ? "events" : "visitors")
                            + ", and the definition reads " + (events ? "visitors" : "events"),
                    "take the file out of `location`; a job of its own can read it"));
        }
        boolean append = kind == ExportKind.AUDIENCE_STORE || kind == ExportKind.SELECTED_ATTRIBUTES;
        if (append && source.mode() == Source.Mode.SNAPSHOT && !source.complete()) {
            return Optional.of(problem(
                    file,
                    "this is an export of " + kind.displayName()
                            + ", an append stream: a visitor missing tonight has not left, and"
                            + " `mode: snapshot` would untag most of the audience",
                    "use `mode: stream`; or add `complete: true` if each run's files hold the whole audience"));
        }
        return Optional.empty();
    }

    private ExportFormat reading(ExportKind kind) {
        return switch (kind) {
            case AUDIENCE_STORE, SELECTED_ATTRIBUTES, EVENT_STORE -> json;
            case AUDIENCE_DB, CSV -> csv;
        };
    }

    private static Problem problem(ExportFile file, String message, String fix) {
        return new Problem(file.displayName(), 0, 0, message, fix);
    }
}
