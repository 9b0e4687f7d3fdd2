package dev.audiencesync.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What planned tag changes come down to as ownership stands now: between a plan and its restart other jobs may have
 * put the same tag on the same people, or let go of it.
 */
public final class TagShares {
    private final TagLedger tags;

    public TagShares(TagLedger tags) {
        this.tags = tags;
    }

    private record Share(Long personId, String nameKey) {}

    /** The changes, each with the kind that is right now. */
    public List<OpenChange> today(String job, List<OpenChange> changes) {
        Set<Long> people = changes.stream()
                .filter(open -> open.change().tag() != null)
                .map(open -> open.person().personId())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
        Map<Long, Set<String>> found = tags.foundOn(job, people);
        Set<Share> shared = tags.ownerships(people).stream()
                .filter(ownership -> !ownership.job().equals(job))
                .map(ownership -> new Share(ownership.personId(), ownership.nameKey()))
                .collect(Collectors.toSet());
        return changes.stream().map(open -> today(open, shared, found)).toList();
    }

    private static OpenChange today(OpenChange open, Set<Share> shared, Map<Long, Set<String>> found) {
        String tag = open.change().tag();
        Long personId = open.person().personId();
        if (tag == null || personId == null || open.change().commanded()) {
            return open;
        }
        String nameKey = TagLedger.nameKey(tag);
        boolean held = found.getOrDefault(personId, Set.of()).contains(nameKey);
        ChangeKind kind = kind(open.change().kind(), shared.contains(new Share(personId, nameKey)), held);
        return kind == open.change().kind()
                ? open
                : new OpenChange(open.change().as(kind), open.person());
    }

    /** Putting a tag on again does no harm, so what was planned as such stays. */
    private static ChangeKind kind(ChangeKind planned, boolean shared, boolean held) {
        return switch (planned) {
            case UNTAG, RELEASE -> shared ? ChangeKind.RELEASE : ChangeKind.UNTAG;
            case CLAIM -> shared || held ? ChangeKind.CLAIM : ChangeKind.TAG;
            case CREATE, UPDATE, TAG, RESTORE -> planned;
        };
    }
}
