package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Finds the staged records of people, and those with e-mails, once the last record of the run is staged. The table has no
 * index for that: names come in no order, so that its pages would be written over and over, and most runs need none. Where
 * they stand is read from the table when it is first asked for, and kept in memory.
 */
public final class StagedNames {
    private static final int PLACES_AT_A_TIME = 1_000;
    private static final int ROWS_AT_A_TIME = 10_000;

    private final JdbcTemplate template;
    private final NamedParameterJdbcTemplate named;
    private final StagedPeople staged;
    private final Map<Long, StagedPlaces> byPerson = new HashMap<>();
    private final Map<Long, StagedPlaces> byEmail = new HashMap<>();

    public StagedNames(JdbcTemplate template) {
        this.template = template;
        this.named = new NamedParameterJdbcTemplate(template);
        this.staged = new StagedPeople(template);
    }

    /** The records with an external id that hold one of the e-mails. */
    public List<StagedPerson> withExternalIdAndEmail(long run, Collection<String> emailKeys) {
        List<StagedPerson> people = new ArrayList<>();
        withEmails(run, StagedPeople.COLUMNS, emailKeys, row -> people.add(StagedPeople.read(row, 0)));
        return people;
    }

    /** Those of the e-mails that a record with an external id holds. */
    public Set<String> emailsWithExternalId(long run, Collection<String> emailKeys) {
        Set<String> held = new HashSet<>();
        withEmails(run, "email_key", emailKeys, row -> held.add(row.getString(1)));
        return held;
    }

    /** Those of the people of whom there is any record. */
    public Set<Fingerprint> staged(long run, Collection<Fingerprint> people) {
        Set<Fingerprint> found = new HashSet<>();
        ofPeople(run, "person_key", people, "", row -> found.add(Rows.requiredFingerprint(row, "person_key")));
        return found;
    }

    /** Runs over all records of some people, in no order. There may be millions of one person's. */
    public void scan(long run, Collection<Fingerprint> people, Consumer<StagedPerson> each) {
        ofPeople(run, StagedPeople.COLUMNS, people, "", row -> each.accept(StagedPeople.read(row, 0)));
    }

    /**
     * Puts one record in the place of all of some people's.
     *
     * @param merged empty where nothing is left of them
     * @param people whose records it was made of
     */
    public void merge(long run, Optional<StagedPerson> merged, Collection<Fingerprint> people) {
        List<Object[]> gone = new ArrayList<>();
        ofPeople(run, "seq", people, "", row -> gone.add(new Object[] {run, row.getLong(1)}));
        template.batchUpdate("delete from staged_person where run_id = ? and seq = ?", gone);
        staged.insert(run, merged.stream().toList());
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
        withEmails(run, "person_key", emailKeys, row -> people.add(Rows.requiredFingerprint(row, "person_key")));
        Map<List<Object>, KnownEmail> emails = new HashMap<>();
        ofPeople(
                run,
                "external_id, email_key, visitor, newest_by, seq",
                people,
                " and external_id is not null and email_key is not null",
                row -> {
                    KnownEmail one = new KnownEmail(
                            row.getString(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5));
                    emails.merge(List.of(one.externalId(), one.emailKey(), one.visitor()), one, KnownEmail::and);
                });
        return emails.values();
    }

    /** That a visitor's records have an e-mail of the person, and the newest of those. */
    public record WithEmail(Fingerprint person, long visitor, long newestBy) {}

    /** Those of the people of whom any record has an e-mail, by visitor. */
    public Collection<WithEmail> withEmail(long run, Collection<Fingerprint> people) {
        Map<List<Object>, WithEmail> found = new HashMap<>();
        ofPeople(run, "person_key, visitor, newest_by", people, " and email_key is not null", row -> {
            WithEmail one = new WithEmail(Rows.requiredFingerprint(row, "person_key"), row.getLong(2), row.getLong(3));
            found.merge(
                    List.of(one.person(), one.visitor()),
                    one,
                    BinaryOperator.maxBy(Comparator.comparingLong(WithEmail::newestBy)));
        });
        return found.values();
    }

    private void withEmails(long run, String columns, Collection<String> emailKeys, RowCallbackHandler each) {
        if (!emailKeys.isEmpty()) {
            List<Long> places =
                    byEmail(run).of(emailKeys.stream().map(StagedNames::ofEmail).toList());
            at(run, places, columns, " and external_id is not null and email_key in (:names)", emailKeys, each);
        }
    }

    private void ofPeople(
            long run, String columns, Collection<Fingerprint> people, String which, RowCallbackHandler each) {
        if (!people.isEmpty()) {
            List<Long> places =
                    byPerson(run).of(people.stream().map(Fingerprint::high).toList());
            List<?> keys = people.stream().map(Rows::uuid).toList();
            at(run, places, columns, " and person_key in (:names)" + which, keys, each);
        }
    }

    private void at(
            long run, List<Long> places, String columns, String which, Collection<?> names, RowCallbackHandler each) {
        for (int from = 0; from < places.size(); from += PLACES_AT_A_TIME) {
            List<Long> some = places.subList(from, Math.min(places.size(), from + PLACES_AT_A_TIME));
            named.query(
                    "select " + columns + " from staged_person where run_id = :run and seq in (:places)" + which,
                    Map.of("run", run, "places", some, "names", names),
                    each);
        }
    }

    private StagedPlaces byPerson(long run) {
        return byPerson.computeIfAbsent(
                run,
                of -> places(of, "person_key", "", row -> Rows.requiredFingerprint(row, "person_key")
                        .high()));
    }

    private StagedPlaces byEmail(long run) {
        return byEmail.computeIfAbsent(
                run,
                of -> places(
                        of,
                        "email_key",
                        " and external_id is not null and email_key is not null",
                        row -> ofEmail(row.getString("email_key"))));
    }

    private static long ofEmail(String emailKey) {
        return Fingerprint.of(emailKey).high();
    }

    /** The hash of a row's name. */
    private interface Name {
        long of(ResultSet row) throws SQLException;
    }

    private StagedPlaces places(long run, String name, String which, Name hash) {
        StagedPlaces places = new StagedPlaces();
        String sql = "select seq, " + name + " from staged_person where run_id = ? and seq > ?" + which
                + " order by run_id, seq limit " + ROWS_AT_A_TIME;
        long[] last = {0, 0};
        do {
            last[0] = last[1];
            template.query(
                    sql,
                    row -> {
                        last[1] = row.getLong("seq");
                        places.add(hash.of(row), last[1]);
                    },
                    run,
                    last[0]);
        } while (last[1] > last[0]);
        places.sort();
        return places;
    }
}
