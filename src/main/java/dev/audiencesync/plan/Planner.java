package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.TagLedger.OwnedPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a run's plan out of its staged people, a batch a transaction. Until the last batch the plan is not whole, and a
 * crash means that reading and planning begin again.
 */
public final class Planner {
    private static final int BATCH = 1_000;

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final Clock clock;
    private final Redirects redirects;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final PlanWriter writer;
    private Stage stage = Stage.BEGIN;
    private long cursor;
    private long ambiguous;

    public Planner(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            IntercomView intercom,
            MappingHistory history,
            Clock clock) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.intercom = intercom;
        this.clock = clock;
        this.redirects = new Redirects(scope, ledger, reading.index());
        this.known = new KnownPeople(scope, ledger, reading);
        this.diff = new PersonDiff(scope.definition(), reading.unknownContainers(), history);
        this.writer = new PlanWriter(ledger.plans(), scope.run());
    }

    private enum Stage {
        BEGIN,
        /** Records without an external id find their persons. */
        REDIRECT,
        EXPORTED,
        ABSENT,
        WHOLE
    }

    /**
     * Does one transaction's worth.
     *
     * @return how many people it planned, or -1 when the plan is whole
     */
    public long advance() {
        return switch (stage) {
            case BEGIN -> begin();
            case REDIRECT -> redirect();
            case EXPORTED -> planExported();
            case ABSENT -> planAbsent();
            case WHOLE -> -1;
        };
    }

    private long begin() {
        ledger.plans().clear(scope.run());
        new TagListing(scope, ledger, intercom, clock).listUnused();
        to(Stage.REDIRECT);
        return 0;
    }

    private long redirect() {
        List<StagedPerson> batch = ledger.staged().withoutExternalIdAfter(scope.run(), cursor, BATCH);
        if (batch.isEmpty()) {
            to(Stage.EXPORTED);
            return 0;
        }
        List<StagedPerson> several = redirects.resolve(batch);
        ambiguous += several.size();
        several.forEach(staged -> reading.keep(staged.desired().identifiers()));
        ledger.rejects()
                .add(scope.run(), several.stream().map(this::ambiguousEmail).toList());
        cursor = batch.get(batch.size() - 1).seq();
        return 0;
    }

    private Rejects.Reject ambiguousEmail(StagedPerson staged) {
        return new Rejects.Reject(
                scope.execution(),
                staged.desired().position(),
                staged.desired().identifiers().display(),
                "plan",
                "several people share this e-mail, and the record names none of them by external id",
                "ambiguous_email");
    }

    private long planExported() {
        List<StagedPerson> batch = ledger.staged().after(scope.run(), cursor, BATCH);
        if (batch.isEmpty()) {
            if (scope.snapshot()) {
                to(Stage.ABSENT);
            } else {
                finish();
            }
            return 0;
        }
        cursor = batch.get(batch.size() - 1).seq();
        List<StagedPerson> newest = batch.stream()
                .map(redirects::effective)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        plan(newest);
        writer.flush();
        return newest.size();
    }

    private void plan(List<StagedPerson> batch) {
        Map<Long, LedgerPerson> matched = known.match(batch);
        Map<Long, PersonContext> contexts = known.contexts(matched.values());
        Map<Long, IntercomView.Contact> looked = lookUpStrangers(batch, matched);
        for (StagedPerson staged : batch) {
            LedgerPerson person = matched.get(staged.seq());
            IntercomView.Contact contact = looked.get(staged.seq());
            PersonContext context = PersonContext.STRANGER;
            if (person != null) {
                context = Objects.requireNonNull(contexts.get(person.id()));
            } else if (contact != null) {
                context = known.contextOfContact(contact.id());
            }
            if (reading.keeps(staged.desired().identifiers())) {
                context = context.asKept();
            }
            List<Draft> drafts = diff.of(staged.desired(), context);
            boolean lookedInVain = looked.containsKey(staged.seq()) && contact == null;
            boolean heldBack = diff.holdsBack(staged.desired(), context, drafts);
            writer.add(subject(staged, person, contact, lookedInVain ? clock.instant() : null, heldBack), drafts);
        }
    }

    /** Looked-up records by seq; a null contact means that Intercom does not hold the person. */
    private Map<Long, IntercomView.@Nullable Contact> lookUpStrangers(
            List<StagedPerson> batch, Map<Long, LedgerPerson> matched) {
        List<StagedPerson> strangers = batch.stream()
                .filter(staged -> !matched.containsKey(staged.seq()))
                .filter(staged -> !diff.mayCreate(staged.desired()))
                .filter(staged -> diff.wantsTags(staged.desired().facts()))
                .toList();
        Map<Long, IntercomView.Contact> found = new Strangers(intercom).lookUp(strangers);
        Map<Long, IntercomView.@Nullable Contact> looked = new HashMap<>();
        strangers.forEach(staged -> looked.put(staged.seq(), found.get(staged.seq())));
        return looked;
    }

    private static PlanWriter.Subject subject(
            StagedPerson staged,
            @Nullable LedgerPerson person,
            IntercomView.@Nullable Contact contact,
            @Nullable Instant lookedAt,
            boolean heldBack) {
        Identifiers own = staged.desired().identifiers();
        String intercomId = own.intercomId();
        if (person != null) {
            intercomId = person.identifiers().intercomId();
        } else if (contact != null) {
            intercomId = contact.id();
        } else if (own.externalId() != null || own.email() != null) {
            intercomId = null;
        }
        return new PlanWriter.Subject(
                staged.key(),
                person == null ? null : person.id(),
                new Identifiers(own.externalId(), own.email(), intercomId),
                staged.desired().newestBy(),
                heldBack ? null : staged.state(),
                lookedAt,
                staged.desired().position());
    }

    private long planAbsent() {
        List<OwnedPerson> batch = ledger.tags().ownedPeopleAfter(scope.workspaceId(), scope.job(), cursor, BATCH);
        if (batch.isEmpty()) {
            finish();
            return 0;
        }
        cursor = batch.get(batch.size() - 1).person().id();
        List<LedgerPerson> absent = batch.stream()
                .filter(owned -> !isPresent(owned))
                .map(OwnedPerson::person)
                .toList();
        Map<Long, PersonContext> contexts = known.contexts(absent);
        for (LedgerPerson person : absent) {
            List<Draft> drafts = diff.ofAbsent(Objects.requireNonNull(contexts.get(person.id())));
            if (!drafts.isEmpty()) {
                writer.add(absentSubject(person), drafts);
            }
        }
        writer.flush();
        return absent.size();
    }

    /** By any name: the job's own key for a person may hold an identifier that it never sent to Intercom. */
    private boolean isPresent(OwnedPerson owned) {
        LedgerPerson person = owned.person();
        Fingerprint key = owned.key();
        return known.isPlanned(person)
                || reading.keeps(person.identifiers())
                || (key != null && reading.index().isPresent(key))
                || person.identifiers().allKeys().stream()
                        .anyMatch(name -> reading.index().isPresent(name.hash()));
    }

    private static PlanWriter.Subject absentSubject(LedgerPerson person) {
        return new PlanWriter.Subject(
                person.identifiers().key().orElseThrow().hash(),
                person.id(),
                person.identifiers(),
                Long.MIN_VALUE,
                null,
                null,
                PlanWriter.SNAPSHOT);
    }

    private void finish() {
        ledger.people()
                .confirm(scope.workspaceId(), scope.job(), reading.index().movedOn());
        for (String container : reading.unknownContainers()) {
            ledger.runs()
                    .note(
                            scope.run(),
                            "No record of this run carries `" + container + "`: conditions on it neither add nor remove"
                                    + " a tag.");
        }
        Estimate estimate = writer.estimate();
        long people = reading.index().seen() - redirects.merged();
        ledger.runs()
                .planned(
                        scope.run(),
                        new StoredRun.Totals(
                                reading.read(),
                                reading.rejected(),
                                reading.older(),
                                people,
                                estimate.creates(),
                                estimate.updates(),
                                estimate.tags(),
                                estimate.untags(),
                                people - writer.exportedWithChanges() - ambiguous,
                                estimate.calls(),
                                estimate.minutes(intercom.callsPerMinute())));
        ledger.staged().clear(scope.run());
        to(Stage.WHOLE);
    }

    private void to(Stage next) {
        stage = next;
        cursor = 0;
    }
}
