package dev.audiencesync.job;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.plan.PersonPrinter;
import java.util.List;

/** Maps records and works out what else each tells alone, on any thread. */
final class RecordPrinter {
    private final RecordMapper mapper;
    private final PersonPrinter printer;

    RecordPrinter(RecordMapper mapper, MappingFingerprints mappings) {
        this.mapper = mapper;
        this.printer = new PersonPrinter(mappings);
    }

    PrintedRecord print(ReadRecord read, List<Source.Location> standsAt) {
        MappedRecord mapped = mapper.map(read, standsAt);
        return new PrintedRecord(
                read.position(),
                mapped,
                mapped instanceof MappedRecord.Mapped asking ? printer.print(asking.person()) : null);
    }
}
