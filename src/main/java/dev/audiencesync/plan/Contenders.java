package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The records of those people of whom several visitors have some: of each visitor the newest, for which of the visitors'
 * wins shows only once every record was read that may tell of a visitor taken over. Not thread-safe.
 */
final class Contenders {

    /**
     * A visitor's newest record of a person.
     *
     * @param staged whether it was staged: not where it asks for just what the ledger holds
     */
    record Contender(long newestBy, long sequence, long visitor, boolean staged) {

        private boolean isNewerThan(Contender other) {
            return newestBy != other.newestBy ? newestBy > other.newestBy : sequence > other.sequence;
        }
    }

    private final Map<Fingerprint, List<Contender>> byPerson = new HashMap<>();

    boolean has(Fingerprint person) {
        return !byPerson.isEmpty() && byPerson.containsKey(person);
    }

    /**
     * Takes in a record.
     *
     * @return whether it is its visitor's newest of the person
     */
    boolean add(Fingerprint person, Contender contender) {
        List<Contender> others = byPerson.computeIfAbsent(person, unseen -> new ArrayList<>(2));
        Contender own = ofVisitor(others, contender.visitor());
        if (own != null && !contender.isNewerThan(own)) {
            return false;
        }
        others.remove(own);
        others.add(contender);
        return true;
    }

    private static @Nullable Contender ofVisitor(List<Contender> contenders, long visitor) {
        for (Contender contender : contenders) {
            if (contender.visitor() == visitor) {
                return contender;
            }
        }
        return null;
    }

    void forEach(BiConsumer<Fingerprint, List<Contender>> each) {
        byPerson.forEach(each);
    }
}
