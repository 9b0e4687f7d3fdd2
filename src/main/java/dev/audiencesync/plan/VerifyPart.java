package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.Verifications;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares what Intercom holds with what the ledger knows was written: all contacts as they are listed, then whom the job
 * knows and the listing did not show. A page at a time; of those before, a bit for each person is kept.
 */
final class VerifyPart implements PlanPart {
    private static final int SCANNED = 1_000;

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final IntercomView intercom;
    private final Clock clock;
    private final @Nullable Adoption adoption;
    private final BitSet seen = new BitSet();
    private @Nullable Verifier verifier;
    private @Nullable Instant begun;
    private @Nullable Iterator<List<IntercomView.Listed>> pages;
    private Step step = Step.BEGIN;
    private final Set<String> strangers = new HashSet<>();
    private List<Drift> found = List.of();
    private List<String> listedAgain = List.of();
    private List<IntercomView.Listed> unknown = List.of();
    private long contacts;
    private long pageCalls;
    private long lastMissing;
    private long ordinal;

    /** @param adoption learns whom the ledger does not know of those listed; null where nobody is adopted */
    VerifyPart(PlanScope scope, PlanLedger ledger, IntercomView intercom, Clock clock, @Nullable Adoption adoption) {
        this.scope = scope;
        this.ledger = ledger;
        this.intercom = intercom;
        this.clock = clock;
        this.adoption = adoption;
    }

    private enum Step {
        BEGIN,
        LIST,
        LOOK_FOR_MISSING,
        END
    }

    @Override
    public void prepare() {
        found = List.of();
        listedAgain = List.of();
        unknown = List.of();
        switch (step) {
            case BEGIN -> begin();
            case LIST -> list();
            case LOOK_FOR_MISSING -> lookForMissing();
            case END -> {}
        }
    }

    /** Whoever was never written to has nothing that could have changed. */
    private void begin() {
        Instant now = clock.instant();
        Verifier comparing = new Verifier(scope, ledger, intercom, now);
        begun = now;
        verifier = comparing;
        boolean anybody = !ledger.people()
                .identifiedAfter(scope.workspaceId(), scope.job(), 0, 1)
                .isEmpty();
        pages = anybody ? intercom.listing().pages().iterator() : Collections.emptyIterator();
    }

    private void list() {
        Iterator<List<IntercomView.Listed>> listing = pages();
        Map<String, IntercomView.Listed> users = new LinkedHashMap<>();
        while (users.size() < BATCH && listing.hasNext()) {
            pageCalls++;
            for (IntercomView.Listed contact : listing.next()) {
                contacts++;
                if (!contact.isLead()) {
                    users.put(contact.contact().id(), contact);
                }
            }
        }
        if (users.isEmpty() && !listing.hasNext()) {
            step = Step.LOOK_FOR_MISSING;
            return;
        }
        Verifier.Compared compared = verifier().compare(new ArrayList<>(users.values()));
        found = compared.found();
        listedAgain = again(compared);
        if (adoption != null) {
            compared.people()
                    .forEach(person ->
                            users.remove(String.valueOf(person.identifiers().intercomId())));
            unknown = List.copyOf(users.values());
        }
    }

    /** Somebody may be listed twice: the last time counts. */
    private List<String> again(Verifier.Compared compared) {
        List<String> again = new ArrayList<>();
        for (LedgerPerson person : compared.people()) {
            int bit = Math.toIntExact(person.id());
            if (seen.get(bit)) {
                again.add(Objects.requireNonNull(person.identifiers().intercomId()));
            }
            seen.set(bit);
        }
        for (Drift drift : found) {
            if (drift.personId() == null && !strangers.add(drift.contactId())) {
                again.add(drift.contactId());
            }
        }
        return again;
    }

    /** As many at a time as one search finds by e-mail. */
    private void lookForMissing() {
        List<LedgerPerson> missing = new ArrayList<>();
        List<LedgerPerson> known = knownAfter();
        while (!known.isEmpty() && missing.size() < IntercomClient.BATCH) {
            known.stream()
                    .takeWhile(person -> missing.size() < IntercomClient.BATCH)
                    .forEach(person -> {
                        lastMissing = person.id();
                        if (!seen.get(Math.toIntExact(person.id()))) {
                            missing.add(person);
                        }
                    });
            known = knownAfter();
        }
        if (missing.isEmpty()) {
            step = Step.END;
        } else {
            found = verifier().lookFor(missing);
            listedAgain = mergedInto();
        }
    }

    /** Contacts that were listed as nobody's, and turn out to be people of the ledger. */
    private List<String> mergedInto() {
        return found.stream()
                .filter(drift -> drift.kind() == Drift.Kind.MERGED)
                .map(Drift::name)
                .distinct()
                .toList();
    }

    private List<LedgerPerson> knownAfter() {
        return ledger.people().identifiedAfter(scope.workspaceId(), scope.job(), lastMissing, SCANNED);
    }

    @Override
    public long advance() {
        switch (step) {
            case BEGIN -> {
                ledger.verifications().clear(scope.run());
                step = Step.LIST;
            }
            case LIST, LOOK_FOR_MISSING -> store();
            case END -> {
                ledger.verifications()
                        .compared(
                                scope.run(),
                                new Verifications.Extent(
                                        contacts, listingCalls() + verifier().calls()),
                                clock.instant());
                if (adoption != null && begun != null && pageCalls > 0) {
                    adoption.listed(begun);
                }
                return DONE;
            }
        }
        return 0;
    }

    private void store() {
        ledger.verifications().forget(scope.run(), listedAgain);
        ledger.verifications().add(scope.run(), ordinal, found);
        if (!unknown.isEmpty()) {
            ledger.listed().keep(scope.run(), AdoptPart.users(unknown));
        }
        ordinal += found.size();
    }

    /** A scroll ends with a page that is empty. */
    private long listingCalls() {
        return pageCalls > 0 && scope.tagsByName() ? pageCalls + 1 : pageCalls;
    }

    private Verifier verifier() {
        return Objects.requireNonNull(verifier, "Verifying has begun");
    }

    private Iterator<List<IntercomView.Listed>> pages() {
        return Objects.requireNonNull(pages, "Verifying has begun");
    }
}
