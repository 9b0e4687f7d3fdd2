package dev.audiencesync.plan;

import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Identifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Before a job's first use of a tag that the workspace has, remembers who holds it: they held it before us, and are
 * never untagged by us unless the job adopts them. Listed anew for each plan until the job has put the tag on somebody.
 */
public final class TagListing {
    private final PlanScope scope;
    private final PlanLedger ledger;

    public TagListing(PlanScope scope, PlanLedger ledger) {
        this.scope = scope;
        this.ledger = ledger;
    }

    /** Who holds one of the definition's tags now. Where they are adopted, a lead is nobody; else only their ids count. */
    public record Holders(TagRule rule, boolean firstUse, List<IntercomView.Contact> contacts) {}

    /** Asks who holds those of the definition's tags that are not used yet; stores nothing. */
    public List<Holders> ask(IntercomView intercom, Collection<IntercomView.Tag> tags) {
        Map<String, String> ids = new HashMap<>();
        tags.forEach(tag -> ids.put(TagLedger.nameKey(tag.name()), tag.id()));
        List<Holders> asked = new ArrayList<>();
        for (TagRule rule : TagRule.of(scope.definition())) {
            boolean used = ledger.tags().used(scope.workspaceId(), scope.job(), rule.nameKey());
            String tagId = ids.get(rule.nameKey());
            if (rule.adds() && !used) {
                asked.add(new Holders(rule, true, tagId == null ? List.of() : holders(intercom, rule, tagId)));
            } else if (rule.adopts() && tagId != null && adoptsStrangers(rule)) {
                asked.add(new Holders(rule, false, holders(intercom, rule, tagId)));
            }
        }
        return asked;
    }

    /** A job that adopts people long after it found them does not know yet who they are. */
    private boolean adoptsStrangers(TagRule rule) {
        return ledger.tags().foundStrangers(scope.workspaceId(), scope.job(), rule.nameKey());
    }

    private static List<IntercomView.Contact> holders(IntercomView intercom, TagRule rule, String tagId) {
        List<IntercomView.Contact> contacts = new ArrayList<>();
        intercom.holders(tagId, holder -> {
            if (!rule.adopts()) {
                contacts.add(new IntercomView.Contact(holder.contact().id(), null, null));
            } else if (!holder.isLead()) {
                contacts.add(holder.contact());
            }
        });
        return contacts;
    }

    /** Remembers what was asked. */
    public void store(List<Holders> asked, Instant now) {
        for (Holders holders : asked) {
            if (holders.rule().adopts()) {
                holders.contacts().forEach(this::takeIn);
            }
            Set<String> ids =
                    holders.contacts().stream().map(IntercomView.Contact::id).collect(Collectors.toSet());
            String nameKey = holders.rule().nameKey();
            if (holders.firstUse()) {
                ledger.tags().listed(scope.workspaceId(), scope.job(), nameKey, ids, now);
            } else {
                ledger.tags().keepFound(scope.workspaceId(), scope.job(), nameKey, ids);
            }
        }
    }

    private void takeIn(IntercomView.Contact contact) {
        ledger.people()
                .takeIn(
                        scope.workspaceId(),
                        scope.run(),
                        new Identifiers(contact.externalId(), contact.email(), contact.id()));
    }
}
