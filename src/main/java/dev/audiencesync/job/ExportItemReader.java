package dev.audiencesync.job;

import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.export.ExportKind;
import dev.audiencesync.export.FileIdentity;
import dev.audiencesync.export.ReadingThreads;
import dev.audiencesync.export.RecordReader;
import dev.audiencesync.export.RecordsAhead;
import dev.audiencesync.export.UnreadableFileException;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunFiles.RunFile;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import dev.audiencesync.report.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a run's export, file after file in the order of their paths. It always begins at the start: staging is forgotten
 * and made anew, so there is no position to restore.
 */
final class ExportItemReader implements ItemStreamReader<PrintedRecord> {
    private static final int FILES_AT_A_TIME = 2;

    private final RunContext context;
    private final ExportSession session;
    private final RunFiles files;
    private final Rejects rejects;
    private final ExportFormat format;
    private final RecordPrinter printer;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private final Deque<Opened> opened = new ArrayDeque<>();
    private @Nullable ReadingThreads threads;

    ExportItemReader(RunContext context, ExportSession session) {
        this.context = context;
        this.session = session;
        this.files = new RunFiles(context.store());
        this.format = ExportFormat.of(context.definition());
        this.rejects = new Rejects(context.store());
        this.printer = new RecordPrinter(session.mapper(), context.definition().mappingFingerprints());
    }

    private record Queued(int ordinal, ExportFile file, FileIdentity identity) {}

    /** A file that is being read, or cannot be. */
    private sealed interface Opened {}

    private record Open(Queued queued, Optional<ExportKind> kind, RecordsAhead<PrintedRecord> records)
            implements Opened {}

    private record Closed(Queued queued, UnreadableFileException reason) implements Opened {}

    @Override
    public void open(ExecutionContext executionContext) {
        session.ask();
        context.inTurn(session::forget);
        session.load();
        context.inTurn(this::begin);
        threads = ReadingThreads.ofMachine();
        context.progress().begin(Progress.Phase.READ, -1);
    }

    private void begin() {
        session.begin();
        List<RunFile> before = files.of(context.run().id());
        files.clear(context.run().id());
        try {
            ExportFiles found = ExportFiles.find(context.locations(), context.locationBase());
            int ordinal = 0;
            for (ExportFile file : found.files()) {
                enlist(ordinal++, file);
            }
            before.stream().filter(file -> isGone(file, found)).forEach(this::gone);
            for (String location : found.unmatched()) {
                new RunStore(context.store()).note(context.run().id(), "No file matches " + location + ".");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGone(RunFile file, ExportFiles found) {
        return !file.consumedBefore()
                && found.files().stream()
                        .noneMatch(present -> present.path().toString().equals(file.path()));
    }

    /** An earlier execution of this run has seen the file, and its plan was not made yet. */
    private void gone(RunFile file) {
        unreadable(file.display(), 0, "it was there when the run began, and is not there now");
    }

    private void enlist(int ordinal, ExportFile file) {
        FileIdentity identity;
        try {
            identity = FileIdentity.of(file);
        } catch (UnreadableFileException e) {
            unreadable(e.file(), e.line(), e.reason());
            return;
        }
        String path = file.path().toString();
        boolean consumed = !context.snapshot()
                && files.consumed(context.run().workspaceId(), context.run().job(), path, identity.sha256());
        files.add(
                context.run().id(),
                new RunFile(
                        ordinal,
                        path,
                        file.displayName(),
                        identity.size(),
                        identity.modified(),
                        identity.sha256(),
                        0,
                        0,
                        consumed,
                        false,
                        consumed ? null : recognised(file)));
        if (!consumed) {
            queue.add(new Queued(ordinal, file, identity));
            session.standsAt(file.displayName(), Locations.naming(context.definition(), file));
            noteChange(file, identity);
        }
    }

    /** Whatever keeps the file from being recognised keeps it from being read as well, and is told then. */
    private @Nullable String recognised(ExportFile file) {
        try {
            return format.recognised(file).map(ExportKind::displayName).orElse(null);
        } catch (UnreadableFileException toldWhenRead) {
            return null;
        }
    }

    /** A file of a stream that was taken in once and is another now. */
    private void noteChange(ExportFile file, FileIdentity identity) {
        if (context.snapshot()) {
            return;
        }
        files.lastConsumed(
                        context.run().workspaceId(),
                        context.run().job(),
                        file.path().toString())
                .ifPresent(before -> new RunStore(context.store())
                        .note(
                                context.run().id(),
                                file.displayName() + " has changed since run " + before.run() + " took it in ("
                                        + before.size() + " bytes then, " + identity.size()
                                        + " now): it is read anew, as a whole."));
    }

    @Override
    public @Nullable PrintedRecord read() throws IOException {
        context.stop().check();
        while (true) {
            openAhead();
            Opened current = opened.peek();
            if (current == null) {
                return null;
            }
            PrintedRecord record = next(current);
            if (record != null) {
                context.progress().advance(1);
                return record;
            }
        }
    }

    /** The next file is read while the end of the one before is taken in. */
    private void openAhead() {
        while (opened.size() < FILES_AT_A_TIME && !queue.isEmpty()) {
            Opened next = open(queue.remove());
            opened.add(next);
            if (opened.size() == 1) {
                begun(next);
            }
        }
    }

    private Opened open(Queued queued) {
        try {
            Optional<ExportKind> kind = format.recognised(queued.file());
            RecordReader reader = format.open(queued.file());
            List<Source.Location> standsAt = session.standsAt(queued.file().displayName());
            ReadingThreads reading = Objects.requireNonNull(threads, "Nothing is read before the reader is opened");
            return new Open(queued, kind, reading.read(reader, record -> printer.print(record, standsAt)));
        } catch (UnreadableFileException e) {
            return new Closed(queued, e);
        }
    }

    private void begun(Opened file) {
        if (file instanceof Open open) {
            open.kind().ifPresent(known -> context.progress()
                    .say(open.queued().file().displayName() + " is read as " + known.displayName()));
        }
    }

    /** Null at the file's end. */
    private @Nullable PrintedRecord next(Opened file) throws IOException {
        if (file instanceof Closed closed) {
            leave();
            unreadable(
                    closed.queued().file().displayName(),
                    closed.reason().line(),
                    closed.reason().reason());
            return null;
        }
        Open open = (Open) file;
        try {
            PrintedRecord record = open.records().next();
            if (record == null) {
                end(open);
            }
            return record;
        } catch (UnreadableFileException e) {
            finish(open, false);
            unreadable(open.queued().file().displayName(), e.line(), e.reason());
            return null;
        }
    }

    private void leave() {
        opened.remove();
        Opened next = opened.peek();
        if (next != null) {
            begun(next);
        }
    }

    /** What was read of a file that changes may be a part of it, though it ends where a record ends. */
    private void end(Open open) throws IOException {
        Optional<String> change = open.queued().identity().change();
        finish(open, change.isEmpty());
        change.ifPresent(how -> unreadable(
                open.queued().file().displayName(),
                0,
                "it changed while it was read, and may still be written: " + how));
    }

    private void finish(Open open, boolean complete) throws IOException {
        open.records().close();
        leave();
        session.tally(open.queued().file().displayName()).end(open.queued().ordinal(), complete);
    }

    /** A snapshot that was read in part would take its missing end for people who left: it stops the run. */
    private void unreadable(String file, long line, String reason) {
        if (context.snapshot()) {
            throw new GuardedException(
                    List.of("The snapshot cannot be read to its end: " + new SourcePosition(file, line) + ": " + reason
                            + ". Whoever stands behind that point would look as if they had left. Export it again."));
        }
        rejects.add(
                context.run().id(),
                List.of(new Rejects.Reject(
                        context.execution(),
                        new SourcePosition(file, line),
                        Identifiers.NOBODY,
                        "read",
                        reason + "; the file was not consumed, and is read once it can be",
                        "unreadable_file")));
    }

    @Override
    public void close() {
        try {
            for (Opened file : opened) {
                if (file instanceof Open open) {
                    open.records().close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            opened.clear();
            if (threads != null) {
                threads.close();
            }
        }
    }
}
