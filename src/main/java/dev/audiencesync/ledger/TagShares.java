package dev.audiencesync.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What planned tag changes come down to as ownership stands now: between a plan and its restart other jobs may have
 * put the same tag on the same people, or let go of it.
 */
public final class TagShares {
    private final TagLedger tags;
    private final TagDoubts doubts;

    public TagShares(JdbcTemplate template) {
        this.tags = new TagLedger(template);
        this.doubts = new TagDoubts(template);
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
        Known known = new Known(shared, found, doubts.of(people));
        return changes.stream().map(open -> today(open, known)).toList();
    }

    /** What stands in the ledger of the people: others' tags, found ones, those in doubt. */
    private record Known(Set<Share> shared, Map<Long, Set<String>> found, Map<Long, Set<String>> doubted) {

        boolean isShared(long personId, String nameKey) {
            return shared.contains(new Share(personId, nameKey));
        }

        boolean isThere(long personId, String nameKey) {
            boolean held = isShared(personId, nameKey)
                    || found.getOrDefault(personId, Set.of()).contains(nameKey);
            return held && !doubted.getOrDefault(personId, Set.of()).contains(nameKey);
        }
    }

    private static OpenChange today(OpenChange open, Known known) {
        String tag = open.change().tag();
        Long personId = open.person().personId();
        if (tag == null || open.change().commanded()) {
            return open;
        }
        ChangeKind kind = kind(open.change().kind(), personId, TagLedger.nameKey(tag), known);
        return kind == open.change().kind()
                ? open
                : new OpenChange(open.change().as(kind), open.person());
    }

    /**
     * Putting a tag on again does no harm, so what was planned as such stays. Of whom nothing is known, or has been
     * forgotten since the plan, nobody has a tag.
     */
    private static ChangeKind kind(ChangeKind planned, @Nullable Long personId, String nameKey, Known known) {
        return switch (planned) {
            case UNTAG, RELEASE ->
                personId != null && known.isShared(personId, nameKey) ? ChangeKind.RELEASE : ChangeKind.UNTAG;
            case CLAIM -> personId != null && known.isThere(personId, nameKey) ? ChangeKind.CLAIM : ChangeKind.TAG;
            case CREATE, UPDATE, TAG, RESTORE, FORGET -> planned;
        };
    }
}
