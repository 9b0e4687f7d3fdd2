package dev.audiencesync.job;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.definition.Source;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.plan.StateFingerprint;
import java.util.List;

/** Maps records and takes their fingerprints, on any thread. */
final class RecordPrinter {
    private final RecordMapper mapper;
    private final StateFingerprint fingerprint;

    RecordPrinter(RecordMapper mapper, MappingFingerprints mappings) {
        this.mapper = mapper;
        this.fingerprint = new StateFingerprint(mappings.whole());
    }

    PrintedRecord print(ReadRecord read, List<Source.Location> standsAt) {
        MappedRecord mapped = mapper.map(read, standsAt);
        return new PrintedRecord(
                read.position(),
                mapped,
                mapped instanceof MappedRecord.Mapped asking ? fingerprint.print(asking.person()) : null);
    }
}
