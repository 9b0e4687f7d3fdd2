package dev.audiencesync.ledger;

import dev.audiencesync.ledger.TagLedger.Member;
import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The people on whom a job has tags, page by page. Each page is a short range of an index, however many there are: with
 * the groups of all further people at hand a page would take as long as all of them.
 */
final class JobMembers {
    private final JdbcClient jdbc;

    JobMembers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** As {@link TagLedger#membersAfter} says. */
    List<Member> after(long workspace, String job, Collection<String> adopted, long personId, int limit) {
        long after = personId;
        while (true) {
            List<Long> ids = ids(workspace, job, adopted, after, limit);
            if (ids.isEmpty()) {
                return List.of();
            }
            List<Member> members = members(workspace, job, ids);
            if (!members.isEmpty()) {
                return members;
            }
            // All of them are another workspace's.
            after = ids.get(ids.size() - 1);
        }
    }

    /** A page that was cut off says nothing of those behind its last one, so the other's are left for later. */
    private List<Long> ids(long workspace, String job, Collection<String> adopted, long after, int limit) {
        List<Long> owned = jdbc.sql("select person_id from tag_owner where job = ? and person_id > ?"
                        + " order by job, person_id limit ?")
                .params(job, after, limit)
                .query(Long.class)
                .list();
        List<Long> found = adopted.isEmpty()
                ? List.of()
                : jdbc.sql("select h.id from found_holder f join person h on h.workspace_id = f.workspace_id"
                                + " and h.intercom_id = f.intercom_id where f.workspace_id = :workspace and f.job = :job"
                                + " and f.name_key in (:adopted) and h.id > :after order by h.id limit :limit")
                        .param("workspace", workspace)
                        .param("job", job)
                        .param("adopted", adopted)
                        .param("after", after)
                        .param("limit", limit)
                        .query(Long.class)
                        .list();
        TreeSet<Long> ids = new TreeSet<>(owned);
        ids.addAll(found);
        long known = Math.min(reach(owned, limit), reach(found, limit));
        return ids.headSet(known, true).stream().limit(limit).toList();
    }

    /** As {@link TagLedger#declinedAfter} says. */
    List<Member> declinedAfter(long workspace, String job, long personId, int limit) {
        List<Long> ids = jdbc.sql("select distinct p.id from respected_drift d join person p"
                        + " on p.workspace_id = d.workspace_id and p.intercom_id = d.intercom_id"
                        + " where d.workspace_id = ? and d.job = ? and d.kind = 'TAG_REMOVED' and p.id > ?"
                        + " order by p.id limit ?")
                .params(workspace, job, personId, limit)
                .query(Long.class)
                .list();
        return ids.isEmpty() ? List.of() : members(workspace, job, ids);
    }

    /** As {@link TagLedger#untaggedAfter} says. */
    List<Member> untaggedAfter(long run, long workspace, String job, long personId, int limit) {
        List<Long> ids = jdbc.sql("select distinct person_id from run_drift where run_id = ? and person_id > ?"
                        + " and kind = 'TAG_REMOVED' order by person_id limit ?")
                .params(run, personId, limit)
                .query(Long.class)
                .list();
        return ids.isEmpty() ? List.of() : members(workspace, job, ids);
    }

    private static long reach(List<Long> page, int limit) {
        return page.size() < limit ? Long.MAX_VALUE : page.get(limit - 1);
    }

    private List<Member> members(long workspace, String job, Collection<Long> ids) {
        return jdbc.sql("select p.id, p.external_id, p.email, p.intercom_id,"
                        + " max(cast(j.person_key as varchar)) as person_key from person p"
                        + " left join person_job j on j.person_id = p.id and j.job = :job"
                        + " where p.id in (:ids) and p.workspace_id = :workspace"
                        + " group by p.id, p.external_id, p.email, p.intercom_id order by p.id")
                .param("workspace", workspace)
                .param("job", job)
                .param("ids", ids)
                .query((row, number) -> new Member(
                        new LedgerPerson(
                                row.getLong("id"),
                                new Identifiers(
                                        row.getString("external_id"),
                                        row.getString("email"),
                                        row.getString("intercom_id"))),
                        Rows.fingerprintOfText(row.getString("person_key"))))
                .list();
    }
}
