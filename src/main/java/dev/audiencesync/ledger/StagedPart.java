package dev.audiencesync.ledger;

import dev.audiencesync.ledger.StagedPages.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One part of a run's staged records as it is planned. That others took the place of some is known here alone: a bit a
 * record, beside 8 bytes for each page of about a hundred.
 */
final class StagedPart {
    private static final int PAGES_AT_A_TIME = 32;
    private static final int PAGES_KEPT = 4 * PAGES_AT_A_TIME;

    private final StagedPages pages;
    private final long run;
    private final Part part;
    private final BitSet gone = new BitSet();
    /** Pages of which no record is there any more; by now none of them comes back. */
    private final BitSet emptied = new BitSet();

    private final NavigableMap<Long, StagedPerson> unstored = new TreeMap<>();
    private final Map<Long, List<StagedEntry>> kept = new LinkedHashMap<>(PAGES_KEPT, 1, true);
    private long[] firsts;

    StagedPart(JdbcTemplate template, long run, Part part) {
        this.pages = new StagedPages(template);
        this.run = run;
        this.part = part;
        this.firsts = pages.firsts(run, part);
    }

    /** Adds a record behind all others; {@link #store} stores it. */
    void add(StagedPerson staged) {
        gone.clear(bit(staged.seq()));
        unstored.put(staged.seq(), staged);
    }

    void store() {
        if (!unstored.isEmpty()) {
            List<Long> stored = pages.insert(run, part, unstored.values());
            unstored.clear();
            firsts = LongStream.concat(Arrays.stream(firsts), stored.stream().mapToLong(Long::longValue))
                    .toArray();
        }
    }

    void remove(long seq) {
        gone.set(bit(seq));
        unstored.remove(seq);
    }

    private static int bit(long seq) {
        return Math.toIntExact(seq);
    }

    /** The next records of some kind in reading order. */
    List<StagedEntry> after(long seq, int limit, Predicate<StagedEntry> which) {
        List<StagedEntry> found = new ArrayList<>();
        for (int page = Math.max(0, pageOf(seq + 1)); page < firsts.length && found.size() < limit; page++) {
            if (emptied.get(page)) {
                continue;
            }
            List<StagedEntry> entries = page(page, page + PAGES_AT_A_TIME);
            for (StagedEntry entry : entries) {
                if (entry.seq() > seq && found.size() < limit && isThere(entry) && which.test(entry)) {
                    found.add(entry);
                }
            }
            emptied.set(page, entries.stream().noneMatch(this::isThere));
        }
        unstored.tailMap(seq, false).values().stream()
                .map(StagedEntry::of)
                .filter(which)
                .limit(limit - found.size())
                .forEach(found::add);
        return found;
    }

    private boolean isThere(StagedEntry entry) {
        return !gone.get(bit(entry.seq()));
    }

    /** The records at some places, of which there may be none. */
    List<StagedEntry> at(Collection<Long> places) {
        List<StagedEntry> found = new ArrayList<>();
        SortedMap<Integer, Set<Long>> byPage = new TreeMap<>();
        for (long place : places) {
            StagedPerson staged = unstored.get(place);
            if (staged != null) {
                found.add(StagedEntry.of(staged));
            } else if (pageOf(place) >= 0) {
                byPage.computeIfAbsent(pageOf(place), page -> new HashSet<>()).add(place);
            }
        }
        byPage.forEach((page, of) -> page(page, page + 1).stream()
                .filter(this::isThere)
                .filter(entry -> of.contains(entry.seq()))
                .forEach(found::add));
        return found;
    }

    /** The page that a place would be in; -1 where all begin behind it. */
    private int pageOf(long seq) {
        int at = Arrays.binarySearch(firsts, seq);
        return at < 0 ? -at - 2 : at;
    }

    /** A page, with some of those that follow if it has to be read. */
    private List<StagedEntry> page(int page, int end) {
        List<StagedEntry> known = kept.get(firsts[page]);
        if (known != null) {
            return known;
        }
        kept.putAll(pages.read(run, part, firsts[page], firsts[Math.min(firsts.length, end) - 1]));
        Iterator<Long> eldest = kept.keySet().iterator();
        for (int tooMany = kept.size() - PAGES_KEPT; tooMany > 0; tooMany--) {
            eldest.next();
            eldest.remove();
        }
        return Objects.requireNonNull(kept.get(firsts[page]), "A page of staged records that was written is gone");
    }
}
