package dev.audiencesync.plan;

import dev.audiencesync.person.Amount;
import java.util.OptionalLong;
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

    /** @param pages the calls that the listing takes */
    void lists(ListingChoice choice, long pages) {
        chosen = people(choice) + ": listed the workspace (" + Amount.calls(pages) + ") instead of looking them up ("
                + lookUp(choice) + ").";
    }

    /**
     * The workspace is not listed.
     *
     * @param pages the calls that would take, where the workspace's size was asked for
     * @param atLeast the fewest it can take
     * @param sample null where nobody was looked for: even the best one would not have spoken for a listing
     */
    void looksUp(ListingChoice choice, OptionalLong pages, long atLeast, ListingChoice.@Nullable Sample sample) {
        String listing =
                pages.isPresent() ? Amount.calls(pages.getAsLong()) : "at least " + Amount.calls(Math.max(1, atLeast));
        chosen = people(choice) + ": looking them up (" + lookUp(choice) + ") instead of listing the workspace ("
                + listing + ")"
                + (sample == null
                        ? ", which would take more even if all of them were there as their records ask."
                        : "; of a sample of " + Amount.number(sample.people()) + ", "
                                + Amount.of(sample.there(), "is", "are") + " in Intercom, "
                                + Amount.number(sample.equal()) + " of them as their records ask.");
    }

    private static String people(ListingChoice choice) {
        return Amount.of(choice.unknown(), "person is", "people are") + " unknown to the ledger";
    }

    private static String lookUp(ListingChoice choice) {
        String writes = "up to " + Amount.of(choice.unknown(), "write", "writes");
        return choice.lookUps() == 0 ? writes : Amount.calls(choice.lookUps()) + " and " + writes;
    }

    /** To be noted once everybody is planned. */
    void note() {
        if (chosen != null) {
            String recognised = adoption.recognised() == 0
                    ? ""
                    : " Recognised in Intercom: " + Amount.number(adoption.recognised()) + ", of whom "
                            + Amount.of(adoption.equal(), "is", "are") + " as their records ask.";
            ledger.runs().note(scope.run(), chosen + recognised);
        }
    }
}
