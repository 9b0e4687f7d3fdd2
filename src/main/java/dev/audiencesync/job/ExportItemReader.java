package dev.audiencesync.job;

import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.export.ExportKind;
import dev.audiencesync.export.FileIdentity;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.export.RecordReader;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a run's export, file after file in the order of their paths. It always begins at the start: staging is forgotten
 * and made anew, so there is no position to restore.
 */
final class ExportItemReader implements ItemStreamReader<ReadRecord> {
    private final RunContext context;
    private final ExportSession session;
    private final RunFiles files;
    private final Rejects rejects;
    private final ExportFormat format;
    private final Deque<Queued> queue = new ArrayDeque<>();
    private @Nullable Open current;

    ExportItemReader(RunContext context, ExportSession session) {
        this.context = context;
        this.session = session;
        this.files = new RunFiles(context.store());
        this.format = ExportFormat.of(context.definition());
        this.rejects = new Rejects(context.store());
    }

    private record Queued(int ordinal, ExportFile file, FileIdentity identity) {}

    private record Open(Queued queued, RecordReader reader) {}

    @Override
    public void open(ExecutionContext executionContext) {
        session.ask();
        context.inTurn(this::begin);
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
    public @Nullable ReadRecord read() throws IOException {
        context.stop().check();
        while (true) {
            Open open = current == null ? openNext() : current;
            if (open == null) {
                return null;
            }
            ReadRecord record = next(open);
            if (record != null) {
                context.progress().advance(1);
                return record;
            }
        }
    }

    private @Nullable Open openNext() throws IOException {
        Queued queued = queue.poll();
        if (queued == null) {
            return null;
        }
        try {
            Optional<ExportKind> kind = format.recognised(queued.file());
            current = new Open(queued, format.open(queued.file()));
            kind.ifPresent(known ->
                    context.progress().say(queued.file().displayName() + " is read as " + known.displayName()));
        } catch (UnreadableFileException e) {
            unreadable(queued.file().displayName(), e.line(), e.reason());
            return openNext();
        }
        return current;
    }

    /** Null at the file's end. */
    private @Nullable ReadRecord next(Open open) throws IOException {
        try {
            ReadRecord record = open.reader().read();
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
        open.reader().close();
        current = null;
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
        if (current != null) {
            try {
                current.reader().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                current = null;
            }
        }
    }
}
