package dev.audiencesync.plan;

import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Identifiers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Before a job's first use of a tag that the workspace has, remembers who holds it: they held it before us, and are
 * never untagged by us unless the job adopts them. Listed anew for each plan until the job has put the tag on somebody.
 * A tag that half the workspace holds comes a page at a time, each stored before the next is asked for; a listing that
 * breaks off leaves a tag that is not used, so it is listed anew.
 */
public final class TagListing {
    private static final int PAGE = 1_000;

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Map<String, String> tagIds = new HashMap<>();
    private final Iterator<TagRule> rules;
    private final Set<String> stillHolding = new HashSet<>();
    private @Nullable Listed current;
    private @Nullable Page asked;

    /** @param tags the workspace's tags as they are now */
    public TagListing(PlanScope scope, PlanLedger ledger, IntercomView intercom, Collection<IntercomView.Tag> tags) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.rules = TagRule.of(scope.definition()).iterator();
        tags.forEach(tag -> tagIds.put(TagLedger.nameKey(tag.name()), tag.id()));
    }

    /** A tag that is being listed; Intercom is asked as its holders are gone through. */
    private record Listed(TagRule rule, boolean firstUse, Iterator<IntercomView.Holder> holders) {}

    /** Some of a tag's holders. Of people who are not adopted, only the ids count. */
    private record Page(
            TagRule rule, boolean firstUse, boolean begins, boolean ends, List<IntercomView.Contact> contacts) {}

    /**
     * Asks for the next of those who hold a tag that is not used yet; stores nothing.
     *
     * @return whether there is something to {@link #store}; once there is not, all are listed
     */
    public boolean ask() {
        Listed before = current;
        Listed listed = before == null ? next() : before;
        if (listed == null) {
            asked = null;
            return false;
        }
        List<IntercomView.Contact> contacts = contacts(listed);
        boolean ends = !listed.holders().hasNext();
        asked = new Page(listed.rule(), listed.firstUse(), before == null, ends, contacts);
        current = ends ? null : listed;
        return true;
    }

    private @Nullable Listed next() {
        while (rules.hasNext()) {
            TagRule rule = rules.next();
            String tagId = tagIds.get(rule.nameKey());
            boolean firstUse = rule.adds() && !ledger.tags().used(scope.workspaceId(), scope.job(), rule.nameKey());
            if (firstUse || (takesIn(rule) && tagId != null && foundStrangers(rule))) {
                return new Listed(rule, firstUse, tagId == null ? Collections.emptyIterator() : holders(tagId));
            }
        }
        return null;
    }

    private Iterator<IntercomView.Holder> holders(String tagId) {
        return intercom.holders(tagId).iterator();
    }

    /** Whether it is to be known who the holders are: to adopt them, or since tag calls will not tell that they are some. */
    private boolean takesIn(TagRule rule) {
        return rule.adopts() || (scope.tagsByName() && scope.tagsOnly());
    }

    /** A job that wants to know long after it found people does not know yet who they are. */
    private boolean foundStrangers(TagRule rule) {
        return ledger.tags().foundStrangers(scope.workspaceId(), scope.job(), rule.nameKey());
    }

    /** Where they are taken in, a lead is nobody. */
    private List<IntercomView.Contact> contacts(Listed listed) {
        List<IntercomView.Contact> contacts = new ArrayList<>();
        for (int holders = 0; holders < PAGE && listed.holders().hasNext(); holders++) {
            IntercomView.Holder holder = listed.holders().next();
            if (!takesIn(listed.rule()) || !holder.isLead()) {
                contacts.add(holder.contact());
            }
        }
        return contacts;
    }

    /**
     * Remembers what was asked, in the caller's transaction.
     *
     * @throws NullPointerException where nothing was asked
     */
    public void store(Instant now) {
        Page page = Objects.requireNonNull(asked, "Intercom is asked before its answer is stored");
        if (takesIn(page.rule())) {
            page.contacts().forEach(this::takeIn);
        } else {
            ledger.people().identify(scope.workspaceId(), scope.run(), identifiers(page.contacts()));
        }
        Set<String> ids = page.contacts().stream().map(IntercomView.Contact::id).collect(Collectors.toSet());
        if (page.firstUse()) {
            find(page, ids, now);
        } else {
            keep(page, ids);
        }
    }

    private void find(Page page, Set<String> ids, Instant now) {
        String nameKey = page.rule().nameKey();
        if (page.begins()) {
            ledger.tags().listingBegins(scope.workspaceId(), scope.job(), nameKey, now);
        }
        ledger.tags().listed(scope.workspaceId(), scope.job(), nameKey, ids);
    }

    private void keep(Page page, Set<String> ids) {
        stillHolding.addAll(ids);
        if (page.ends()) {
            ledger.tags()
                    .keepFound(scope.workspaceId(), scope.job(), page.rule().nameKey(), stillHolding);
            stillHolding.clear();
        }
    }

    private void takeIn(IntercomView.Contact contact) {
        ledger.people().takeIn(scope.workspaceId(), scope.run(), identifiers(contact));
    }

    private static List<Identifiers> identifiers(List<IntercomView.Contact> contacts) {
        return contacts.stream().map(TagListing::identifiers).toList();
    }

    private static Identifiers identifiers(IntercomView.Contact contact) {
        return new Identifiers(contact.externalId(), contact.email(), contact.id());
    }
}
