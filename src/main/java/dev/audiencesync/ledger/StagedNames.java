package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Finds the staged records of people, and those with e-mails, once the last record of the run is staged. Names come in no
 * order, so that an index would be written over and over, and most runs need none: where they stand is read when it is
 * first asked for, and kept in memory.
 */
public final class StagedNames {
    private static final int PLACES_AT_A_TIME = 1_000;
    private static final int RECORDS_AT_A_TIME = 1_000;

    private final StagedPeople staged;
    private final Map<Long, StagedPlaces> byPerson = new HashMap<>();
    private final Map<Long, StagedPlaces> byEmail = new HashMap<>();

    public StagedNames(StagedPeople staged) {
        this.staged = staged;
    }

    /** The records with an external id that hold one of the e-mails. */
    public List<StagedPerson> withExternalIdAndEmail(long run, Collection<String> emailKeys) {
        List<StagedPerson> people = new ArrayList<>();
        withEmails(run, emailKeys, entry -> people.add(entry.person()));
        return people;
    }

    /** Those of the e-mails that a record with an external id holds. */
    public Set<String> emailsWithExternalId(long run, Collection<String> emailKeys) {
        Set<String> held = new HashSet<>();
        withEmails(run, emailKeys, entry -> held.add(entry.emailKey()));
        return held;
    }

    /** Those of the people of whom there is any record. */
    public Set<Fingerprint> staged(long run, Collection<Fingerprint> people) {
        Set<Fingerprint> found = new HashSet<>();
        ofPeople(run, people, entry -> found.add(entry.key()));
        return found;
    }

    /** Runs over all records of some people. There may be millions of one person's. */
    public void scan(long run, Collection<Fingerprint> people, Consumer<StagedPerson> each) {
        ofPeople(run, people, entry -> each.accept(entry.person()));
    }

    /**
     * Puts one record in the place of all of some people's; {@link StagedPeople#storeMerged} stores it.
     *
     * @param merged empty where nothing is left of them; behind all that were merged before in the reading order
     * @param people whose records it was made of
     */
    public void merge(long run, Optional<StagedPerson> merged, Collection<Fingerprint> people) {
        List<Long> gone = new ArrayList<>();
        ofPeople(run, people, entry -> gone.add(entry.seq()));
        staged.merge(run, merged, gone);
        merged.ifPresent(one -> byPerson(run).addLater(one.key().high(), one.seq()));
        byEmail.remove(run);
    }

    /** An e-mail that a person with an external id had in some record, and the newest of those. */
    public record KnownEmail(String externalId, String emailKey, long visitor, long newestBy, long seq) {
        private KnownEmail and(KnownEmail other) {
            return new KnownEmail(
                    externalId, emailKey, visitor, Math.max(newestBy, other.newestBy), Math.max(seq, other.seq));
        }
    }

    /** All e-mails of the people with an external id who have one of the e-mails in any record, by visitor. */
    public Collection<KnownEmail> emailsOfPeopleWith(long run, Collection<String> emailKeys) {
        Set<Fingerprint> people = new HashSet<>();
        withEmails(run, emailKeys, entry -> people.add(entry.key()));
        Map<List<Object>, KnownEmail> emails = new HashMap<>();
        ofPeople(run, people, entry -> {
            if (hasBoth(entry)) {
                KnownEmail one = new KnownEmail(
                        entry.externalId(), entry.emailKey(), entry.visitor(), entry.newestBy(), entry.seq());
                emails.merge(List.of(one.externalId(), one.emailKey(), one.visitor()), one, KnownEmail::and);
            }
        });
        return emails.values();
    }

    /** That a visitor's records have an e-mail of the person, and the newest of those. */
    public record WithEmail(Fingerprint person, long visitor, long newestBy) {}

    /** Those of the people of whom any record has an e-mail, by visitor. */
    public Collection<WithEmail> withEmail(long run, Collection<Fingerprint> people) {
        Map<List<Object>, WithEmail> found = new HashMap<>();
        ofPeople(run, people, entry -> {
            if (entry.hasEmail()) {
                WithEmail one = new WithEmail(entry.key(), entry.visitor(), entry.newestBy());
                found.merge(
                        List.of(one.person(), one.visitor()),
                        one,
                        BinaryOperator.maxBy(Comparator.comparingLong(WithEmail::newestBy)));
            }
        });
        return found.values();
    }

    private void withEmails(long run, Collection<String> emailKeys, Consumer<StagedEntry> each) {
        if (!emailKeys.isEmpty()) {
            List<Long> places =
                    byEmail(run).of(emailKeys.stream().map(StagedNames::ofEmail).toList());
            Set<String> names = new HashSet<>(emailKeys);
            at(run, places, entry -> hasBoth(entry) && names.contains(entry.emailKey()), each);
        }
    }

    private static boolean hasBoth(StagedEntry entry) {
        return entry.hasExternalId() && entry.hasEmail();
    }

    private void ofPeople(long run, Collection<Fingerprint> people, Consumer<StagedEntry> each) {
        if (!people.isEmpty()) {
            List<Long> places =
                    byPerson(run).of(people.stream().map(Fingerprint::high).toList());
            Set<Fingerprint> keys = new HashSet<>(people);
            at(run, places, entry -> keys.contains(entry.key()), each);
        }
    }

    private void at(long run, List<Long> places, Predicate<StagedEntry> which, Consumer<StagedEntry> each) {
        for (int from = 0; from < places.size(); from += PLACES_AT_A_TIME) {
            List<Long> some = places.subList(from, Math.min(places.size(), from + PLACES_AT_A_TIME));
            staged.entriesAt(run, some).stream().filter(which).forEach(each);
        }
    }

    private StagedPlaces byPerson(long run) {
        return byPerson.computeIfAbsent(
                run, of -> places(of, entry -> true, entry -> entry.key().high()));
    }

    private StagedPlaces byEmail(long run) {
        return byEmail.computeIfAbsent(run, of -> places(of, StagedNames::hasBoth, entry -> ofEmail(entry.emailKey())));
    }

    private static long ofEmail(String emailKey) {
        return Fingerprint.of(emailKey).high();
    }

    private StagedPlaces places(long run, Predicate<StagedEntry> which, ToLongFunction<StagedEntry> hash) {
        StagedPlaces places = new StagedPlaces();
        List<StagedEntry> some = staged.entriesAfter(run, 0, RECORDS_AT_A_TIME, which);
        while (!some.isEmpty()) {
            some.forEach(entry -> places.add(hash.applyAsLong(entry), entry.seq()));
            some = staged.entriesAfter(run, some.get(some.size() - 1).seq(), RECORDS_AT_A_TIME, which);
        }
        places.sort();
        return places;
    }
}
