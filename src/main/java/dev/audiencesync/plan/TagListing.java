package dev.audiencesync.plan;

import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Before a job's first use of a tag that the workspace has, remembers who holds it: they held it before us, and are
 * never untagged by us unless the job adopts them. Listed anew for each plan until the job has put the tag on somebody.
 */
public final class TagListing {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Clock clock;

    public TagListing(PlanScope scope, PlanLedger ledger, IntercomView intercom, Clock clock) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.clock = clock;
    }

    /** Lists those of the definition's tags that are not used yet. */
    public void list(Collection<IntercomView.Tag> tags) {
        Map<String, String> ids = new HashMap<>();
        tags.forEach(tag -> ids.put(TagLedger.nameKey(tag.name()), tag.id()));
        for (TagRule rule : TagRule.of(scope.definition())) {
            boolean used = ledger.tags().used(scope.workspaceId(), scope.job(), rule.nameKey());
            String tagId = ids.get(rule.nameKey());
            if (rule.adds() && !used) {
                ledger.tags()
                        .listed(
                                scope.workspaceId(),
                                scope.job(),
                                rule.nameKey(),
                                tagId == null ? Set.of() : holders(rule, tagId),
                                clock.instant());
            } else if (rule.adopts() && tagId != null && adoptsStrangers(rule)) {
                ledger.tags().keepFound(scope.workspaceId(), scope.job(), rule.nameKey(), holders(rule, tagId));
            }
        }
    }

    /** A job that adopts people long after it found them does not know yet who they are. */
    private boolean adoptsStrangers(TagRule rule) {
        return ledger.tags().foundStrangers(scope.workspaceId(), scope.job(), rule.nameKey());
    }

    /** A lead is nobody, so there is nobody to adopt. */
    private Set<String> holders(TagRule rule, String tagId) {
        Set<String> holders = new HashSet<>();
        intercom.holders(tagId, holder -> {
            IntercomView.Contact contact = holder.contact();
            if (!rule.adopts()) {
                holders.add(contact.id());
            } else if (!holder.isLead()) {
                holders.add(contact.id());
                ledger.people()
                        .takeIn(
                                scope.workspaceId(),
                                scope.run(),
                                new Identifiers(contact.externalId(), contact.email(), contact.id()));
            }
        });
        return holders;
    }
}
