package dev.audiencesync.ledger;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where in the reading order records of some name may stand: 8 bytes a record, of the name's hash and the place. A name has
 * only so many bits of its hash there, so that few of the places are another's.
 */
final class StagedPlaces {
    private static final int PLACE_BITS = 36;
    private static final long PLACE = (1L << PLACE_BITS) - 1;
    private static final int FEW = 1_024;

    private long[] sorted = new long[FEW];
    private int size;
    private final Map<Long, Set<Long>> later = new HashMap<>();

    /** Takes in a record, before the first is asked for. */
    void add(long hash, long place) {
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, size * 2);
        }
        sorted[size++] = entry(hash, place);
    }

    /** No more are taken in, but for a few. */
    void sort() {
        sorted = Arrays.copyOf(sorted, size);
        Arrays.sort(sorted);
    }

    /** Takes in one more. */
    void addLater(long hash, long place) {
        if (Arrays.binarySearch(sorted, entry(hash, place)) < 0) {
            later.computeIfAbsent(entry(hash, 0), name -> new TreeSet<>()).add(place);
        }
    }

    /** The places of records with one of the names, and perhaps of a few others. */
    List<Long> of(Collection<Long> hashes) {
        Set<Long> names = new HashSet<>();
        hashes.forEach(hash -> names.add(entry(hash, 0)));
        Set<Long> places = new TreeSet<>();
        for (long name : names) {
            for (int i = first(name); i < size && (sorted[i] & ~PLACE) == name; i++) {
                places.add(sorted[i] & PLACE);
            }
            places.addAll(later.getOrDefault(name, Set.of()));
        }
        return List.copyOf(places);
    }

    private int first(long name) {
        int at = Arrays.binarySearch(sorted, name);
        return at < 0 ? -at - 1 : at;
    }

    private static long entry(long hash, long place) {
        return (hash & ~PLACE) | place;
    }
}
