package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.Amount;
import dev.audiencesync.person.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether being absent from the export means to have left. In a stream it never does; nor in a snapshot with a refused
 * record that may be about anybody, for whoever looks absent may be the one it is about.
 */
final class Absence {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private @Nullable Boolean meansLeaving;

    Absence(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    /** Asked first when the export was read whole; says in a run note what is held back. */
    boolean meansLeaving() {
        if (meansLeaving == null) {
            meansLeaving = scope.snapshot() && !isHeldBack();
        }
        return meansLeaving;
    }

    private boolean isHeldBack() {
        long anybody = reading.nameless() + namingNobody();
        if (anybody == 0) {
            return false;
        }
        ledger.runs()
                .note(
                        scope.run(),
                        Amount.of(anybody, "refused record names", "refused records name")
                                + " nobody for sure, so anybody who looks absent may be the one meant: nobody loses a tag"
                                + " for being absent from this snapshot. The rejects say where they stand; mend them"
                                + " in the export and run again.");
        return true;
    }

    /** Records of which only a weaker identifier could be read, and nobody is known by it. */
    private long namingNobody() {
        Set<String> emails = new HashSet<>();
        Set<String> intercomIds = new HashSet<>();
        for (Identifiers half : reading.halfRead()) {
            String emailKey = half.emailKey();
            if (emailKey != null) {
                emails.add(emailKey);
            }
            if (half.intercomId() != null) {
                intercomIds.add(half.intercomId());
            }
        }
        Set<String> knownEmails = new HashSet<>();
        for (LedgerPerson person : ledger.people().byEmail(scope.workspaceId(), emails)) {
            knownEmails.add(String.valueOf(person.identifiers().emailKey()));
        }
        List<String> knownIds = ledger.people().byIntercomId(scope.workspaceId(), intercomIds).stream()
                .map(person -> String.valueOf(person.identifiers().intercomId()))
                .toList();
        return reading.halfRead().stream()
                .filter(half -> !knownEmails.contains(String.valueOf(half.emailKey())))
                .filter(half -> !knownIds.contains(String.valueOf(half.intercomId())))
                .count();
    }
}
