package dev.audiencesync.plan;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Before a job's first use of a tag that the workspace has, remembers who holds it: they held it before us, and are
 * never untagged by us. Listed anew for each plan until the job has put the tag on somebody.
 */
final class TagListing {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Clock clock;

    TagListing(PlanScope scope, PlanLedger ledger, IntercomView intercom, Clock clock) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.clock = clock;
    }

    void listUnused() {
        List<TagRule> unused = TagRule.of(scope.definition()).stream()
                .filter(rule -> !ledger.tags().used(scope.workspaceId(), scope.job(), rule.nameKey()))
                .toList();
        if (unused.isEmpty()) {
            return;
        }
        Map<String, String> tags = intercom.tags();
        for (TagRule rule : unused) {
            List<String> holders = new ArrayList<>();
            String tagId = tags.get(rule.nameKey());
            if (tagId != null) {
                intercom.holders(tagId, holders::add);
            }
            ledger.tags().listed(scope.workspaceId(), scope.job(), rule.nameKey(), holders, clock.instant());
        }
    }
}
