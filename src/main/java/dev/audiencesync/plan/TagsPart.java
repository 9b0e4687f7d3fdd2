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
    private final TagListing listing;
    private @Nullable Seen seen;
    private List<TagListing.Holders> holders = List.of();
    private boolean followed;

    TagsPart(PatternTags named, PlanLedger ledger, IntercomView intercom, Clock clock) {
        this.ofRun = named.ofRun();
        this.known = named.known();
        this.ledger = ledger;
        this.intercom = intercom;
        this.clock = clock;
        this.listing = new TagListing(known, ledger);
    }

    private record Seen(Collection<IntercomView.Tag> tags, TagNames names) {}

    /** Whether a tag is used yet shows once the names are followed. */
    @Override
    public void prepare() {
        Seen before = seen;
        if (before != null) {
            holders = listing.ask(intercom, before.tags());
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
        if (!followed) {
            seen.names().follow();
            followed = true;
            return 0;
        }
        listing.store(holders, clock.instant());
        new OrphanedTags(known, ledger).note();
        return DONE;
    }

    /** What happened to tags in Intercom that stops the run; known once the names have been seen. */
    List<Finding> findings() {
        return seen == null ? List.of() : seen.names().findings();
    }
}
