package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ListedContacts.ListedContact;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.ledger.UnknownPeople.Unknown;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where many people are not known to the ledger, weighs listing the workspace against looking for them, and lists it where
 * that takes fewer calls. How many of them are in Intercom, as their records ask, only a sample tells; what it finds is
 * taken in like the listing.
 */
final class AdoptPart implements PlanPart {
    /** The records that are counted in one transaction. */
    private static final long WINDOW = 10_000;

    /** The Users API looks for people one by one. */
    private static final int SAMPLED_ONE_BY_ONE = 10;

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Redirects redirects;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final PersonDiff diff;
    private final Adoption adoption;
    private final AdoptionNote note;
    private final boolean looksForEmails;
    private final Random random;
    private final List<Long> sample = new ArrayList<>();
    private Step step = this::count;
    private Runnable ask = () -> {};
    private long cursor;
    private long unknown;
    private long withEmail;

    AdoptPart(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            Redirects redirects,
            IntercomView intercom,
            PersonDiff diff,
            Adoption adoption,
            AdoptionNote note) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.redirects = redirects;
        this.intercom = intercom;
        this.diff = diff;
        this.adoption = adoption;
        this.note = note;
        this.looksForEmails = !scope.tagsByName();
        this.random = new Random(scope.run());
    }

    /** One transaction's worth. */
    private interface Step {
        /** Returns whether something is left to do. */
        boolean take();
    }

    @Override
    public void prepare() {
        ask.run();
    }

    @Override
    public long advance() {
        return step.take() ? 0 : DONE;
    }

    private boolean count() {
        if (adoption.isListed()) {
            return false;
        }
        long last = ledger.unknown().lastPlace(scope.run());
        long upTo = Math.min(last, cursor + WINDOW);
        ledger.unknown().between(scope.workspaceId(), scope.run(), cursor, upTo).stream()
                .filter(this::isNewest)
                .forEach(this::draw);
        cursor = upTo;
        return cursor < last || probes();
    }

    private boolean isNewest(Unknown record) {
        var person = redirects.person(record.place());
        return person != null && reading.index().isNewest(person, record.place().seq());
    }

    /** Every one of those with an e-mail has the same chance to be in the sample. */
    private void draw(Unknown record) {
        unknown++;
        if (!record.hasEmail()) {
            return;
        }
        withEmail++;
        if (sample.size() < sampleSize()) {
            sample.add(record.place().seq());
        } else {
            long place = random.nextLong(withEmail);
            if (place < sample.size()) {
                sample.set((int) place, record.place().seq());
            }
        }
    }

    private int sampleSize() {
        return looksForEmails ? IntercomClient.BATCH : SAMPLED_ONE_BY_ONE;
    }

    private boolean probes() {
        ListingChoice choice = new ListingChoice(unknown, looksForEmails);
        IntercomView.Listing listing = intercom.listing();
        long probe = 1L + (looksForEmails ? 1 : sample.size());
        boolean pays = choice.isMany()
                && !sample.isEmpty()
                && choice.mayPay(ledger.unknown().known(scope.workspaceId()), listing.perPage(), probe);
        if (pays) {
            Probe asked = new Probe(choice, listing);
            ask = asked::ask;
            step = asked::take;
        }
        return pays;
    }

    static List<ListedContact> users(Collection<IntercomView.Listed> contacts) {
        return contacts.stream()
                .filter(contact -> !contact.isLead())
                .map(contact -> new ListedContact(
                        new Identifiers(
                                contact.contact().externalId(),
                                contact.contact().email(),
                                contact.contact().id()),
                        contact.held()))
                .toList();
    }

    /** The sample's look-up, and the workspace's total. */
    private final class Probe {
        private final ListingChoice choice;
        private final IntercomView.Listing listing;
        private List<StagedPerson> people = List.of();
        private Set<String> emails = Set.of();
        private Collection<IntercomView.Listed> found = List.of();
        private OptionalLong total = OptionalLong.empty();

        Probe(ListingChoice choice, IntercomView.Listing listing) {
            this.choice = choice;
            this.listing = listing;
        }

        void ask() {
            people = ledger.staged().at(scope.run(), sample).stream()
                    .map(redirects::effective)
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .filter(staged -> diff.mayCreate(staged.desired()))
                    .toList();
            emails = new TreeSet<>();
            people.forEach(staged ->
                    emails.add(String.valueOf(staged.desired().identifiers().emailKey())));
            if (!emails.isEmpty()) {
                found = intercom.listedByEmails(emails);
                total = listing.total();
            }
        }

        boolean take() {
            ask = () -> {};
            ledger.listed().keep(scope.run(), users(found));
            adoption.asked(emails);
            Map<Long, Stranger.Adopted> recognised = adoption.recognise(people);
            long equal = people.stream()
                    .filter(staged -> {
                        Stranger.Adopted adopted = recognised.get(staged.seq());
                        return adopted != null && adoption.isEqual(staged, adopted);
                    })
                    .count();
            ListingChoice.Sample sampled = new ListingChoice.Sample(people.size(), recognised.size(), (int) equal);
            if (total.isEmpty()) {
                return false;
            }
            long pages = ListingChoice.pages(total.getAsLong(), listing.perPage());
            boolean lists = choice.lists(pages, sampled);
            note.chosen(choice, pages, sampled, lists);
            if (lists) {
                Pages all = new Pages(listing.pages().iterator());
                ask = all::ask;
                step = all::take;
            }
            return lists;
        }
    }

    /** The listing, a page a transaction. */
    private final class Pages {
        private final Iterator<List<IntercomView.Listed>> pages;
        private @Nullable List<IntercomView.Listed> page;

        Pages(Iterator<List<IntercomView.Listed>> pages) {
            this.pages = pages;
        }

        void ask() {
            page = pages.hasNext() ? pages.next() : null;
        }

        boolean take() {
            List<IntercomView.Listed> listed = page;
            if (listed == null) {
                adoption.listed();
                return false;
            }
            ledger.listed().keep(scope.run(), users(listed));
            return true;
        }
    }
}
