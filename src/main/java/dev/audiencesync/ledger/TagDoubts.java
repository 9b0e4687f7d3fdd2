package dev.audiencesync.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Of whom the ledger cannot tell whether they have a tag that is known to it: a call failed and may have taken effect all
 * the same, or the contact that had the tag is gone and another is the person now. Whose the tag is stays as it was; the
 * next call that is answered tells whether it is there.
 */
public final class TagDoubts {
    private static final String OF_PERSON = "(select intercom_id from person where id = ?)";

    private final JdbcTemplate template;

    public TagDoubts(JdbcTemplate template) {
        this.template = template;
    }

    /** The name keys of the tags in doubt, by person: nobody, of all who own or found them there, is sure. */
    public Map<Long, Set<String>> of(Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return Map.of();
        }
        return new NamedParameterJdbcTemplate(template)
                        .query(
                                "select person_id, name_key from (select o.person_id, t.name_key, o.doubted from tag_owner o"
                                        + " join tag t on t.id = o.tag_id where o.person_id in (:ids) union all"
                                        + " select p.id, f.name_key, f.doubted from found_holder f join person p"
                                        + " on p.workspace_id = f.workspace_id and p.intercom_id = f.intercom_id"
                                        + " where p.id in (:ids)) known group by person_id, name_key having every(doubted)",
                                Map.of("ids", personIds),
                                (row, number) -> Map.entry(row.getLong(1), row.getString(2)))
                        .stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** Those of the people of whom any tag is in doubt for anybody. */
    Set<Long> peopleWithAny(Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(new NamedParameterJdbcTemplate(template)
                .queryForList(
                        "select person_id from tag_owner where doubted and person_id in (:ids) union"
                                + " select p.id from found_holder f join person p on p.workspace_id = f.workspace_id"
                                + " and p.intercom_id = f.intercom_id where f.doubted and p.id in (:ids)",
                        Map.of("ids", personIds),
                        Long.class));
    }

    /** Doubts a tag of the person. */
    void raise(long workspaceId, long personId, String nameKey) {
        set(true, workspaceId, personId, nameKey);
    }

    /** Whichever job knew the tag on the person looks at them again. */
    void lookAgain(long workspaceId, long personId, String nameKey) {
        template.update(
                "update person_job set state = null where person_id = ? and (job in (select o.job from tag_owner o"
                        + " join tag t on t.id = o.tag_id where o.person_id = ? and t.workspace_id = ? and t.name_key = ?)"
                        + " or job in (select job from found_holder where workspace_id = ? and name_key = ?"
                        + " and intercom_id in " + OF_PERSON + "))",
                personId,
                personId,
                workspaceId,
                nameKey,
                workspaceId,
                nameKey,
                personId);
    }

    /** Doubts all tags that were put on the person. */
    void raise(long personId) {
        template.update("update tag_owner set doubted = true where person_id = ?", personId);
    }

    /** The person has the tag for sure. */
    void dispel(long workspaceId, long personId, String nameKey) {
        set(false, workspaceId, personId, nameKey);
    }

    private void set(boolean doubted, long workspaceId, long personId, String nameKey) {
        template.update(
                "update tag_owner set doubted = ? where person_id = ? and tag_id in"
                        + " (select id from tag where workspace_id = ? and name_key = ?)",
                doubted,
                personId,
                workspaceId,
                nameKey);
        template.update(
                "update found_holder set doubted = ? where workspace_id = ? and name_key = ? and intercom_id in "
                        + OF_PERSON,
                doubted,
                workspaceId,
                nameKey,
                personId);
    }
}
