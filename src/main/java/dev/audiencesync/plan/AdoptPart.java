package dev.audiencesync.plan;

import dev.audiencesync.ledger.ListedContacts.ListedContact;
import dev.audiencesync.ledger.UnknownPeople.Stretch;
import dev.audiencesync.ledger.UnknownPeople.Unknown;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Where many people are not known to the ledger, weighs listing the workspace against looking for them, and lists it where
 * that takes fewer calls. The workspace's size tells the listing's first page, and how many of the people are in Intercom,
 * as their records ask, only a sample does; each is asked for only while it can make a difference, and what it shows is not
 * asked for again.
 */
final class AdoptPart implements PlanPart {
    /** The records that are counted in one transaction. */
    private static final int WINDOW = 10_000;

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Redirects redirects;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final Clock clock;
    private final PersonDiff diff;
    private final Adoption adoption;
    private final AdoptionNote note;
    private final UnknownSample sample;
    private Step step = new Count();

    AdoptPart(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            Redirects redirects,
            IntercomView intercom,
            Clock clock,
            PersonDiff diff,
            Adoption adoption,
            AdoptionNote note) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.redirects = redirects;
        this.intercom = intercom;
        this.clock = clock;
        this.diff = diff;
        this.adoption = adoption;
        this.note = note;
        this.sample = new UnknownSample(!scope.tagsByName(), new Random(scope.run()));
    }

    /** One transaction's worth. */
    private interface Step {
        /** What Intercom has to be asked for it. */
        void ask();

        /** Returns whether something is left to do. */
        boolean take();
    }

    @Override
    public void prepare() {
        step.ask();
    }

    @Override
    public long advance() {
        return step.take() ? 0 : DONE;
    }

    private boolean goOn(Step next) {
        step = next;
        return true;
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

    private final class Count implements Step {
        private long cursor;

        @Override
        public void ask() {}

        @Override
        public boolean take() {
            if (adoption.isListed()) {
                return false;
            }
            Optional<Stretch> next = ledger.unknown().after(scope.workspaceId(), scope.run(), cursor, WINDOW);
            next.ifPresent(this::count);
            return next.isPresent() || weighs();
        }

        private void count(Stretch stretch) {
            stretch.unknown().stream().filter(this::isNewest).forEach(sample::add);
            cursor = stretch.last();
        }

        private boolean isNewest(Unknown record) {
            var person = redirects.person(record.place());
            return person != null
                    && reading.index().isNewest(person, record.place().seq());
        }

        private boolean weighs() {
            // Counting whom the ledger knows reads all of them: it is left undone where it cannot matter.
            if (!weighing(0).mayPay()) {
                return false;
            }
            Weighing weighing = weighing(ledger.unknown().known(scope.workspaceId()));
            return weighing.mayPay() && goOn(weighing.first());
        }

        private Weighing weighing(long known) {
            return new Weighing(sample.choice(), intercom.listing(), known);
        }
    }

    /** What is known of the workspace, and what that comes to. */
    private final class Weighing {
        private final ListingChoice choice;
        private final IntercomView.Listing listing;
        private final long known;
        private OptionalLong pages = OptionalLong.empty();
        private ListingChoice.@Nullable Sample all;
        private double spared;

        Weighing(ListingChoice choice, IntercomView.Listing listing, long known) {
            this.choice = choice;
            this.listing = listing;
            this.known = known;
        }

        boolean mayPay() {
            return choice.mayPay(known, listing.perPage(), 1 + sample.calls());
        }

        /**
         * Of a workspace of which nothing is known, the size may be all that has to be. Else people are probably not there,
         * and the sample is a look-up that would have been made anyway.
         */
        Step first() {
            return known == 0 || !choice.looksForEmails() ? new Size(this) : new Probe(this);
        }

        private long atLeast(long contacts) {
            return ListingChoice.pages(contacts, listing.perPage());
        }

        boolean sized(long total) {
            pages = OptionalLong.of(Math.max(1, ListingChoice.pages(total, listing.perPage())));
            if (all == null && choice.paysByItself(pages.getAsLong())) {
                return list();
            }
            if (all == null && choice.mayPay(pages.getAsLong())) {
                return goOn(new Probe(this));
            }
            return all == null ? lookUp() : decide();
        }

        boolean sampled(ListingChoice.Sample withEmail, ListingChoice.Sample others) {
            all = withEmail.and(others);
            spared = choice.spared(withEmail, others);
            if (pages.isPresent()) {
                return decide();
            }
            boolean mayPay = all.there() > 0 && atLeast(known + (long) all.thereInAll()) < spared;
            return mayPay ? goOn(new Size(this)) : lookUp();
        }

        private boolean decide() {
            return pages.getAsLong() < spared ? list() : lookUp();
        }

        private boolean list() {
            note.lists(choice, pages.getAsLong());
            return goOn(new Pages(listing.pages().iterator(), clock.instant()));
        }

        private boolean lookUp() {
            note.looksUp(choice, pages, atLeast(known), all);
            return false;
        }
    }

    /** The workspace's size. */
    private static final class Size implements Step {
        private final Weighing weighing;
        private OptionalLong total = OptionalLong.empty();

        Size(Weighing weighing) {
            this.weighing = weighing;
        }

        @Override
        public void ask() {
            total = weighing.listing.total();
        }

        @Override
        public boolean take() {
            return total.isPresent() && weighing.sized(total.getAsLong());
        }
    }

    /** Some of the people, looked for. */
    private final class Probe implements Step {
        private final Weighing weighing;
        private final SampleLook look;

        Probe(Weighing weighing) {
            this.weighing = weighing;
            this.look = new SampleLook(scope, ledger, redirects, intercom, clock, diff, adoption);
        }

        @Override
        public void ask() {
            look.ask(sample.places());
        }

        @Override
        public boolean take() {
            look.take();
            return weighing.sampled(look.withEmail(weighing.choice.withEmail()), look.others(weighing.choice.others()));
        }
    }

    /** The listing, a page a transaction. */
    private final class Pages implements Step {
        private final Iterator<List<IntercomView.Listed>> pages;
        private final Instant begun;
        private @Nullable List<IntercomView.Listed> page;

        Pages(Iterator<List<IntercomView.Listed>> pages, Instant begun) {
            this.pages = pages;
            this.begun = begun;
        }

        @Override
        public void ask() {
            page = pages.hasNext() ? pages.next() : null;
        }

        @Override
        public boolean take() {
            List<IntercomView.Listed> listed = page;
            if (listed == null) {
                adoption.listed(begun);
                return false;
            }
            ledger.listed().keep(scope.run(), users(listed));
            return true;
        }
    }
}
