package dev.audiencesync.plan;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workspace's tags, before anybody is planned for: what became of their names, then who holds those not used yet. */
final class TagsPart implements PlanPart {
    private final PlanScope ofRun;
    private final PlanScope known;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Clock clock;
    private @Nullable Seen seen;
    private @Nullable TagListing listing;
    private boolean listed;

    TagsPart(PatternTags named, PlanLedger ledger, IntercomView intercom, Clock clock) {
        this.ofRun = named.ofRun();
        this.known = named.known();
        this.ledger = ledger;
        this.intercom = intercom;
        this.clock = clock;
    }

    private record Seen(Collection<IntercomView.Tag> tags, TagNames names) {}

    /** Whether a tag is used yet shows once the names are followed. */
    @Override
    public void prepare() {
        if (listing != null) {
            listed = !listing.ask();
        } else if (TagNames.areOfInterest(known, ledger)) {
            Collection<IntercomView.Tag> tags = intercom.tags();
            seen = new Seen(tags, new TagNames(ofRun, ledger, tags));
        }
    }

    @Override
    public long advance() {
        if (seen == null) {
            return DONE;
        }
        if (listing == null) {
            seen.names().follow();
            listing = new TagListing(known, ledger, intercom, seen.tags());
            return 0;
        }
        if (!listed) {
            listing.store(clock.instant());
            return 0;
        }
        new OrphanedTags(known, ledger).note();
        return DONE;
    }

    /** What happened to tags in Intercom that stops the run; known once the names have been seen. */
    List<Finding> findings() {
        return seen == null ? List.of() : seen.names().findings();
    }
}
