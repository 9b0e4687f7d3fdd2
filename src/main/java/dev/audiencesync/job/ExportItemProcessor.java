package dev.audiencesync.job;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.plan.PrintedPerson;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Weighs records and lets through only those that must be stored: an unchanged person costs no row. */
final class ExportItemProcessor implements ItemProcessor<PrintedRecord, Taken> {
    private final int execution;
    private final ExportSession session;

    ExportItemProcessor(RunContext context, ExportSession session) {
        this.execution = context.execution();
        this.session = session;
    }

    @Override
    public @Nullable Taken process(PrintedRecord record) {
        MappedRecord mapped = record.mapped();
        boolean refused = mapped instanceof MappedRecord.Rejected;
        session.tally(record.position().file()).count(refused);
        if (mapped instanceof MappedRecord.Rejected rejected) {
            session.reading().take(rejected);
            return refused(rejected);
        }
        if (mapped instanceof MappedRecord.PassedOver event) {
            session.reading().take(event);
            return null;
        }
        return take((MappedRecord.Mapped) mapped, Objects.requireNonNull(record.person()));
    }

    /**
     * What the visitor said when it took others over is not used, so that theirs is older than whatever else is known of
     * the person.
     */
    private Taken refused(MappedRecord.Rejected rejected) {
        return new Taken.Refused(
                new Rejects.Reject(
                        execution,
                        rejected.position(),
                        rejected.identifiers().display(),
                        "read",
                        rejected.reason(),
                        rejected.code()),
                takeOver(rejected.replaces(), Long.MIN_VALUE));
    }

    private Map<Long, Long> takeOver(Set<Long> visitors, long newestBy) {
        if (visitors.isEmpty()) {
            return Map.of();
        }
        return session.reading().takeOver(visitors, newestBy).stream()
                .collect(Collectors.toMap(visitor -> visitor, visitor -> newestBy));
    }

    /** Null where nothing of the record must be stored. */
    private @Nullable Taken take(MappedRecord.Mapped mapped, PrintedPerson person) {
        Map<Long, Long> replaced = takeOver(mapped.replaces(), mapped.person().newestBy());
        session.reading().noteColumns(mapped.columns());
        Optional<StagedPerson> staged = session.reading().take(person);
        return staged.isEmpty() && replaced.isEmpty() ? null : new Taken.Staged(staged, replaced);
    }
}
