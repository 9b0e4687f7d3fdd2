package dev.audiencesync.mapping;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.List;

/** What became of a record. */
public sealed interface MappedRecord {

    record Mapped(DesiredPerson person) implements MappedRecord {}

    /**
     * A record that is not used.
     *
     * @param identifiers whatever could be read of them, since that person counts as present; may be
     *     {@link Identifiers#NONE}
     * @param others who else may be meant, and counts as present too, where a damaged record can be understood in
     *     several ways
     * @param reason for people: which parameter, where it was read from, what was found; never an e-mail or a name
     * @param code for scripts, in snake_case
     */
    record Rejected(
            SourcePosition position, Identifiers identifiers, List<Identifiers> others, String reason, String code)
            implements MappedRecord {
        public Rejected(SourcePosition position, Identifiers identifiers, String reason, String code) {
            this(position, identifiers, List.of(), reason, code);
        }
    }
}
