package dev.audiencesync.ledger;

import dev.audiencesync.ledger.StagedPages.Part;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Fingerprint;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The staged records of runs, in reading order; {@link StagedNames} finds them by whom they are about. They are asked for
 * once the last one of the run is staged, and by nobody else than who staged them: that some took others' places is not
 * kept.
 */
public final class StagedPeople {
    private final JdbcTemplate template;
    private final StagedPages pages;
    private final Map<Long, Parts> runs = new HashMap<>();

    public StagedPeople(JdbcTemplate template) {
        this.template = template;
        this.pages = new StagedPages(template);
    }

    private record Parts(StagedPart read, StagedPart merged) {
        Stream<StagedPart> all() {
            return Stream.of(read, merged);
        }
    }

    private Parts of(long run) {
        return runs.computeIfAbsent(
                run,
                of -> new Parts(new StagedPart(template, of, Part.READ), new StagedPart(template, of, Part.MERGED)));
    }

    /** Adds records behind all that were staged. */
    public void insert(long run, Collection<StagedPerson> people) {
        runs.remove(run);
        pages.insert(run, Part.READ, people);
    }

    /** The next records in reading order. */
    public List<StagedPerson> after(long run, long seq, int limit) {
        return people(entriesAfter(run, seq, limit, entry -> true));
    }

    /** The records at some places of the reading order. */
    public List<StagedPerson> at(long run, Collection<Long> places) {
        return people(entriesAt(run, places));
    }

    /** The next records without an external id, in reading order. */
    public List<StagedPerson> withoutExternalIdAfter(long run, long seq, int limit) {
        return people(entriesAfter(run, seq, limit, entry -> !entry.hasExternalId()));
    }

    private static List<StagedPerson> people(List<StagedEntry> entries) {
        return entries.stream().map(StagedEntry::person).toList();
    }

    /** Whether any record has, or lacks, an external id. */
    public boolean hasAny(long run, boolean withExternalId) {
        return !entriesAfter(run, 0, 1, entry -> entry.hasExternalId() == withExternalId)
                .isEmpty();
    }

    /** A record by its place and its person: all that tells which one is to be planned for. */
    public record Place(long seq, Fingerprint key) {}

    /** The next records' places in reading order. */
    public List<Place> placesAfter(long run, long seq, int limit) {
        return entriesAfter(run, seq, limit, entry -> true).stream()
                .map(entry -> new Place(entry.seq(), entry.key()))
                .toList();
    }

    List<StagedEntry> entriesAfter(long run, long seq, int limit, Predicate<StagedEntry> which) {
        return inOrder(of(run).all().map(part -> part.after(seq, limit, which)))
                .limit(limit)
                .toList();
    }

    List<StagedEntry> entriesAt(long run, Collection<Long> places) {
        return inOrder(of(run).all().map(part -> part.at(places))).toList();
    }

    private static Stream<StagedEntry> inOrder(Stream<List<StagedEntry>> parts) {
        return parts.flatMap(List::stream).sorted(Comparator.comparingLong(StagedEntry::seq));
    }

    /**
     * Puts one record in the place of others, until {@link #storeMerged} in memory alone.
     *
     * @param merged empty where nothing is left of them
     */
    void merge(long run, Optional<StagedPerson> merged, Collection<Long> others) {
        others.forEach(gone -> of(run).all().forEach(part -> part.remove(gone)));
        merged.ifPresent(of(run).merged()::add);
    }

    /** Stores what was put in others' places since it was last called. */
    public void storeMerged(long run) {
        of(run).merged().store();
    }

    /**
     * Has other facts in the place of those of records, by their places, where planned people's are kept for another run.
     * Before the people are planned, in the same transaction.
     */
    public void tell(long run, Map<Long, ConditionFacts> facts) {
        pages.insert(
                run,
                Part.TOLD,
                at(run, facts.keySet()).stream()
                        .map(staged -> new StagedPerson(
                                staged.seq(),
                                staged.key(),
                                staged.state(),
                                staged.desired().with(Objects.requireNonNull(facts.get(staged.seq())))))
                        .toList());
    }

    /** Forgets the staging of all runs of a job: they are done, or replaced. */
    public void clearAll(OutcomeStore.Execution execution) {
        pages.clearAll(execution.workspaceId(), execution.job());
        new StagedRows(template).clearAll(execution.workspaceId(), execution.job());
        runs.clear();
    }

    /** Forgets a run's staging, before it is read again. */
    public void clear(long run) {
        pages.clear(run);
        new StagedRows(template).clear(run);
        runs.remove(run);
    }
}
