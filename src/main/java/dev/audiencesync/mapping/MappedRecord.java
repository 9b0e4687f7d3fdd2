package dev.audiencesync.mapping;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.GroupKind;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What became of a record. */
public sealed interface MappedRecord {

    /**
     * A record that asks for something.
     *
     * @param replaces the hashes of the visitors that its own took over
     * @param columns the audiences and badges, by name, of which it says in a column of theirs whether its person is in
     *     them, for tag patterns
     */
    record Mapped(DesiredPerson person, Set<Long> replaces, Map<GroupKind, Set<String>> columns)
            implements MappedRecord {}

    /**
     * An event that contributes nothing.
     *
     * @param nobody whether it names nobody, rather than that no action is for it
     */
    record PassedOver(SourcePosition position, ConditionFacts facts, boolean nobody) implements MappedRecord {}

    /**
     * A record that is not used.
     *
     * @param identifiers whatever could be read of them, since that person counts as present; may be
     *     {@link Identifiers#NONE}
     * @param others who else may be meant, and counts as present too: second values of identifiers, and other ways
     *     to understand a damaged record
     * @param halfRead whether an identifier that is stronger than those that could be read may be there unread
     * @param reason for people: which parameter, where it was read from, what was found; never an e-mail or a name
     * @param code for scripts, in snake_case
     * @param replaces the hashes of the visitors that its own took over, where the record itself could be read
     */
    record Rejected(
            SourcePosition position,
            Identifiers identifiers,
            List<Identifiers> others,
            boolean halfRead,
            String reason,
            String code,
            Set<Long> replaces)
            implements MappedRecord {

        /** A record that names one person, or nobody. */
        public Rejected(SourcePosition position, Identifiers identifiers, String reason, String code) {
            this(position, identifiers, List.of(), false, reason, code, Set.of());
        }

        /** All whom the record may be about; empty where nothing in it names anybody. */
        public List<Identifiers> named() {
            return Stream.concat(Stream.of(identifiers), others.stream())
                    .filter(one -> !one.isEmpty())
                    .toList();
        }
    }
}
