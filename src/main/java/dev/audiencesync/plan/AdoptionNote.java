package dev.audiencesync.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says how people are dealt with whom the ledger does not know, where there was something to choose. */
final class AdoptionNote {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Adoption adoption;
    private @Nullable String chosen;

    AdoptionNote(PlanScope scope, PlanLedger ledger, Adoption adoption) {
        this.scope = scope;
        this.ledger = ledger;
        this.adoption = adoption;
    }

    /** @param pages the calls the listing takes */
    void chosen(ListingChoice choice, long pages, ListingChoice.Sample sample, boolean lists) {
        String unknown = count(choice.unknown()) + " people are unknown to the ledger";
        String lookUp = choice.lookUps() == 0
                ? "up to " + count(choice.unknown()) + " writes"
                : calls(choice.lookUps()) + " and up to " + count(choice.unknown()) + " writes";
        chosen = lists
                ? unknown + ": listed the workspace (" + calls(pages) + ") instead of looking them up (" + lookUp + ")."
                : unknown + ": looking them up (" + lookUp + ") instead of listing the workspace (" + calls(pages)
                        + "); of a sample of " + count(sample.people()) + ", " + count(sample.there())
                        + " are in Intercom, " + count(sample.equal()) + " of them as their records ask.";
    }

    /** To be noted once everybody is planned. */
    void note() {
        if (chosen != null) {
            String recognised = adoption.recognised() == 0
                    ? ""
                    : " Recognised in Intercom: " + count(adoption.recognised()) + ", of whom "
                            + count(adoption.equal()) + " are as their records ask.";
            ledger.runs().note(scope.run(), chosen + recognised);
        }
    }

    private static String calls(long calls) {
        return count(calls) + (calls == 1 ? " call" : " calls");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
