package dev.audiencesync.plan;

import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.Refusals.Refusal;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans for the people of the export: the newest staged record of each. */
final class ExportedPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final Clock clock;
    private final Redirects redirects;
    private final Adoption adoption;
    private final Strangers strangers;
    private final AmbiguousPeople ambiguous;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final StandingRefusals refusals;
    private final PlanWriter writer;
    private final Twins twins;
    private final boolean ofEvents;
    private long cursor;
    private @Nullable Batch next;

    ExportedPart(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            Clock clock,
            Redirects redirects,
            Adoption adoption,
            Strangers strangers,
            AmbiguousPeople ambiguous,
            KnownPeople known,
            PersonDiff diff,
            StandingRefusals refusals,
            PlanWriter writer) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.clock = clock;
        this.redirects = redirects;
        this.adoption = adoption;
        this.strangers = strangers;
        this.ambiguous = ambiguous;
        this.known = known;
        this.diff = diff;
        this.refusals = refusals;
        this.writer = writer;
        this.twins = new Twins(scope, ledger, reading);
        this.ofEvents = scope.definition().source().stream() == Source.Stream.EVENT;
    }

    /**
     * The next records.
     *
     * @param read how many people they are about
     * @param chosen those to plan for
     * @param known the ledger's people among them, by seq
     * @param strangers what became of looking for the others, by seq
     */
    private record Batch(
            int read, List<StagedPerson> chosen, Map<Long, LedgerPerson> known, Map<Long, Stranger> strangers) {}

    @Override
    public void prepare() {
        next = null;
        if (reading.chosen().isFull()) {
            return;
        }
        List<StagedPerson> batch =
                ledger.staged().after(scope.run(), cursor, reading.chosen().batch());
        if (batch.isEmpty()) {
            return;
        }
        cursor = batch.get(batch.size() - 1).seq();
        List<StagedPerson> newest = batch.stream()
                .map(redirects::effective)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Map<Long, LedgerPerson> people = known.match(identifiers(newest));
        List<StagedPerson> chosen = twins.withoutOlder(newest, people).stream()
                .filter(staged -> isChosen(staged, people.get(staged.seq())))
                .toList();
        next = new Batch(newest.size(), chosen, people, lookUpStrangers(chosen, people));
    }

    @Override
    public long advance() {
        Batch batch = next;
        if (batch == null) {
            return DONE;
        }
        plan(batch);
        keepUnknowns(batch.chosen());
        writer.flush();
        return batch.read();
    }

    /** Should something of them be deferred, another run will read them: it does not know what was unknown in this one. */
    private void keepUnknowns(List<StagedPerson> records) {
        Set<Integer> unknownLeaves = reading.unknownLeaves();
        if (scope.snapshot() || unknownLeaves.isEmpty()) {
            return;
        }
        Map<Long, ConditionFacts> kept = new HashMap<>();
        for (StagedPerson staged : records) {
            ConditionFacts facts = staged.desired().facts();
            ConditionFacts known = facts.without(unknownLeaves);
            if (!known.equals(facts)) {
                kept.put(staged.seq(), known);
            }
        }
        ledger.staged().tell(scope.run(), kept);
    }

    private void plan(Batch batch) {
        Map<Long, LedgerPerson> people = new HashMap<>(batch.known());
        Map<Long, Looked> looked = new HashMap<>();
        List<StagedPerson> several = new ArrayList<>();
        for (StagedPerson staged : batch.chosen()) {
            Stranger stranger = batch.strangers().get(staged.seq());
            if (stranger instanceof Stranger.Met met) {
                people.put(staged.seq(), takeIn(met));
            } else if (stranger instanceof Stranger.Adopted adopted) {
                people.put(staged.seq(), takeIn(staged, adopted));
            } else if (stranger instanceof Stranger.Unknown nobody && nobody.looked() != null) {
                looked.put(staged.seq(), nobody.looked());
            } else if (stranger instanceof Stranger.Several) {
                several.add(staged);
            }
        }
        ambiguous.reject(several);
        List<StagedPerson> sure = new ArrayList<>(batch.chosen());
        sure.removeAll(several);
        Map<Long, PersonContext> contexts = known.contexts(people.values());
        Map<Fingerprint, List<Refusal>> refused =
                refusals.of(sure.stream().map(StagedPerson::key).toList());
        for (StagedPerson staged : sure) {
            plan(
                    staged,
                    people.get(staged.seq()),
                    looked.get(staged.seq()),
                    batch.strangers().get(staged.seq()),
                    contexts,
                    refused.getOrDefault(staged.key(), List.of()));
        }
    }

    private void plan(
            StagedPerson staged,
            @Nullable LedgerPerson person,
            @Nullable Looked looked,
            @Nullable Stranger stranger,
            Map<Long, PersonContext> contexts,
            List<Refusal> refused) {
        if (reading.chosen().isFull()) {
            return;
        }
        PersonContext context = context(staged, person, stranger instanceof Stranger.Named, contexts);
        if (reading.keeps(staged.desired().identifiers())) {
            context = context.asKept();
        }
        DesiredPerson desired = ofEvents ? EventAges.news(staged.desired(), context.memory()) : staged.desired();
        List<Draft> drafts = diff.of(desired, context);
        boolean heldBack = diff.keepsBack(desired, context, drafts);
        boolean held = heldBack || diff.awaitsContainers(desired, context, drafts);
        SortedMap<String, Long> ages =
                ofEvents ? EventAges.known(staged.desired(), context.memory()) : toldAges(staged, context.memory());
        PlanWriter.Subject subject = subject(staged, person, looked, emailUnseenAt(person, stranger), ages, heldBack);
        StandingRefusals.Open open = refusals.withhold(subject, staged.state(), drafts, refused);
        writer.add(open.stands() || held ? subject.lookedAtAgain() : subject, open);
    }

    private static @Nullable Instant emailUnseenAt(@Nullable LedgerPerson person, @Nullable Stranger stranger) {
        return person == null && stranger instanceof Stranger.Unseen unseen ? unseen.since() : null;
    }

    private SortedMap<String, Long> toldAges(StagedPerson staged, @Nullable JobMemory memory) {
        if (reading.told().isNone()) {
            return Collections.emptySortedMap();
        }
        PeopleIndex index = reading.index();
        SortedMap<String, ToldAudiences.Known> known = reading.told()
                .known(
                        memory == null ? Collections.emptySortedMap() : memory.ages(),
                        index.remembered(staged.key()),
                        index.replaced());
        return reading.told().remembered(staged.desired(), index.clock(staged.desired()), known);
    }

    private PersonContext context(
            StagedPerson staged, @Nullable LedgerPerson person, boolean named, Map<Long, PersonContext> contexts) {
        if (person == null) {
            return named ? PersonContext.NAMED : PersonContext.STRANGER;
        }
        PersonContext context = Objects.requireNonNull(contexts.get(person.id()));
        return person.isIdentified() || diff.isOnlyTagged(staged.desired()) ? context : context.withoutContact();
    }

    private LedgerPerson takeIn(Stranger.Met met) {
        LedgerPerson person = ledger.people().takeIn(scope.workspaceId(), scope.run(), met.identifiers());
        known.hasPlace(person);
        return person;
    }

    private LedgerPerson takeIn(StagedPerson staged, Stranger.Adopted adopted) {
        LedgerPerson person = adoption.takeIn(staged, adopted);
        known.hasPlace(person);
        return person;
    }

    private boolean isChosen(StagedPerson staged, @Nullable LedgerPerson person) {
        boolean byRecord = reading.chosen().picks(staged.desired().identifiers());
        return byRecord || (person != null && reading.chosen().picks(person.identifiers()));
    }

    private static Map<Long, Identifiers> identifiers(List<StagedPerson> batch) {
        Map<Long, Identifiers> identifiers = new LinkedHashMap<>();
        batch.forEach(staged -> identifiers.put(staged.seq(), staged.desired().identifiers()));
        return identifiers;
    }

    private Map<Long, Stranger> lookUpStrangers(List<StagedPerson> batch, Map<Long, LedgerPerson> matched) {
        Map<Boolean, List<StagedPerson>> unknown = batch.stream()
                .filter(staged -> isStranger(staged, matched.get(staged.seq())))
                .collect(Collectors.partitioningBy(staged -> diff.mayCreate(staged.desired())));
        Map<Long, Stranger> found = strangers.lookUp(
                unknown.getOrDefault(false, List.of()),
                staged -> diff.concernsTags(staged.desired().facts())
                        || known.isOutOfReach(staged.desired().identifiers()),
                staged -> diff.isOnlyTagged(staged.desired()),
                clock.instant());
        found.putAll(adoption.look(unknown.getOrDefault(true, List.of())));
        return found;
    }

    /** Only tag calls find whom nothing but they have met. */
    private boolean isStranger(StagedPerson staged, @Nullable LedgerPerson known) {
        return known == null || !(known.isIdentified() || diff.isOnlyTagged(staged.desired()));
    }

    private PlanWriter.Subject subject(
            StagedPerson staged,
            @Nullable LedgerPerson person,
            @Nullable Looked looked,
            @Nullable Instant emailUnseenAt,
            SortedMap<String, Long> ages,
            boolean heldBack) {
        Identifiers own = staged.desired().identifiers();
        String intercomId = own.intercomId();
        if (person != null) {
            intercomId = person.identifiers().intercomId();
        } else if (own.externalId() != null || own.email() != null) {
            intercomId = null;
        }
        return new PlanWriter.Subject(
                staged.key(),
                person == null ? null : person.id(),
                new Identifiers(own.externalId(), own.email(), intercomId),
                reading.index().moveOn(staged.key(), staged.desired()),
                staged.state(),
                looked,
                emailUnseenAt,
                staged.desired().position(),
                reading.index().isPresent(staged.key()) ? PlanWriter.Origin.EXPORT : PlanWriter.Origin.DEFERRED,
                staged.seq(),
                ages,
                heldBack);
    }
}
