package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.SourcePosition;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People of a run whom the workspace's ledger does not know, and what a job remembers of those whom it has come to know. */
public final class UnknownPeople {
    private static final int NAMES_AT_A_TIME = 1_000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final PeopleLedger people;
    private final StagedPeople staged;

    public UnknownPeople(JdbcTemplate template, StagedPeople staged) {
        this.template = template;
        this.people = new PeopleLedger(template);
        this.staged = staged;
        this.jdbc = JdbcClient.create(template);
    }

    /** A staged record of somebody unknown. */
    public record Unknown(StagedPeople.Place place, boolean hasEmail) {}

    /**
     * A part of a run's reading order.
     *
     * @param unknown the records in it that name somebody, and nobody whom the ledger knows by that
     * @param last the place of the last record in it
     */
    public record Stretch(List<Unknown> unknown, long last) {}

    /** The next records of a run, or empty where there are none. */
    public Optional<Stretch> after(long workspace, long run, long after, int records) {
        List<StagedEntry> entries = staged.entriesAfter(run, after, records, entry -> true);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Predicate<StagedEntry> isKnown =
                people.knowsAnybody(workspace) ? whoIsKnown(workspace, entries) : entry -> false;
        List<Unknown> unknown = entries.stream()
                .filter(entry -> entry.hasExternalId() || entry.hasEmail())
                .filter(Predicate.not(isKnown))
                .map(entry -> new Unknown(new StagedPeople.Place(entry.seq(), entry.key()), entry.hasEmail()))
                .toList();
        return Optional.of(new Stretch(unknown, entries.get(entries.size() - 1).seq()));
    }

    private Predicate<StagedEntry> whoIsKnown(long workspace, List<StagedEntry> entries) {
        Set<String> externalIds = known(
                workspace,
                "external_id",
                "",
                entries.stream().filter(StagedEntry::hasExternalId).map(StagedEntry::externalId));
        Set<String> emails = known(
                workspace,
                "email_key",
                " and external_id is null",
                entries.stream().filter(StagedEntry::hasEmail).map(StagedEntry::emailKey));
        return entry -> (entry.hasExternalId() && externalIds.contains(entry.externalId()))
                || (entry.hasEmail() && emails.contains(entry.emailKey()));
    }

    private Set<String> known(long workspace, String name, String which, Stream<String> names) {
        List<String> distinct = names.distinct().toList();
        Set<String> known = new HashSet<>();
        for (int from = 0; from < distinct.size(); from += NAMES_AT_A_TIME) {
            List<String> some = distinct.subList(from, Math.min(distinct.size(), from + NAMES_AT_A_TIME));
            known.addAll(jdbc.sql("select " + name + " from person where workspace_id = :workspace"
                            + " and intercom_id is not null" + which + " and " + name + " in (:names)")
                    .param("workspace", workspace)
                    .param("names", some)
                    .query(String.class)
                    .list());
        }
        return known;
    }

    /** How many contacts of the workspace the ledger knows. */
    public long known(long workspace) {
        return jdbc.sql("select count(*) from person where workspace_id = ? and intercom_id is not null")
                .param(workspace)
                .query(Long.class)
                .single();
    }

    /**
     * What a contact holds counts as sent by the job, unless the job remembers something of it already.
     *
     * @param key under which the job is to know the person
     * @param fields what stands in Intercom as the record asks for it
     */
    public void remember(
            OutcomeStore.Execution execution,
            LedgerPerson person,
            Fingerprint key,
            SourcePosition position,
            SortedMap<String, String> fields) {
        template.update(
                "merge into person_job t using (select cast(? as bigint) w, cast(? as varchar) j, cast(? as uuid) k"
                        + " from run where id = ? and not exists (select 1 from person_job where person_id = ? and job = ?)) s"
                        + " on (t.workspace_id = s.w and t.job = s.j and t.person_key = s.k)"
                        + " when matched then update set person_id = ?, state = null, fields = ?, definition_id = ?"
                        + " when not matched then insert (workspace_id, job, person_key, person_id, state, newest_by,"
                        + " definition_id, fields, run_id, file, line) values (s.w, s.j, s.k, ?, null, ?, ?, ?, ?, ?, ?)",
                execution.workspaceId(),
                execution.job(),
                Rows.uuid(key),
                execution.run(),
                person.id(),
                execution.job(),
                person.id(),
                FieldsJson.writeTexts(fields),
                execution.definitionId(),
                person.id(),
                Long.MIN_VALUE,
                execution.definitionId(),
                FieldsJson.writeTexts(fields),
                execution.run(),
                position.file(),
                position.line());
    }
}
