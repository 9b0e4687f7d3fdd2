package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tags, who owns them on whom, and who held them before a job's first use. Names compare without case. */
public final class TagLedger {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final JobMembers members;

    public TagLedger(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.members = new JobMembers(jdbc);
    }

    /** One person's tag and one of the jobs that put it on. */
    public record Ownership(long personId, String nameKey, String job) {}

    /** The form two tag names are compared by. */
    public static String nameKey(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Notes that the job is about to put the tags on people. A crash can lose who got one, and whom a later listing
     * found with it would never lose it.
     */
    public void useBegins(long workspace, String job, Collection<String> names) {
        for (String name : names) {
            template.update(
                    "update tag_listing set used = true where workspace_id = ? and job = ? and name_key = ?",
                    workspace,
                    job,
                    nameKey(name));
        }
    }

    /** Whether the job has begun to put the tag on people: then nobody new is found. */
    public boolean used(long workspace, String job, String nameKey) {
        return jdbc.sql("select used from tag_listing where workspace_id = ? and job = ? and name_key = ?")
                .params(workspace, job, nameKey)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** Begins to list the tag's present holders: what was listed before is forgotten. */
    public void listingBegins(long workspace, String job, String nameKey, Instant now) {
        Object[] tag = {workspace, job, nameKey};
        template.update("delete from found_holder where workspace_id = ? and job = ? and name_key = ?", tag);
        template.update("delete from tag_listing where workspace_id = ? and job = ? and name_key = ?", tag);
        template.update("insert into tag_listing values (?, ?, ?, ?, false)", workspace, job, nameKey, Rows.time(now));
    }

    /** Remembers present holders of the tag as found, but for those whom one of our jobs tagged; some may be known already. */
    public void listed(long workspace, String job, String nameKey, Collection<String> holders) {
        template.batchUpdate(
                "insert into found_holder (workspace_id, job, name_key, intercom_id) select ?, ?, ?, ? where not exists"
                        + " (select 1 from found_holder where workspace_id = ? and job = ? and name_key = ?"
                        + " and intercom_id = ?) and not exists (select 1 from person p join tag_owner o"
                        + " on o.person_id = p.id join tag t on t.id = o.tag_id where p.workspace_id = ?"
                        + " and p.intercom_id = ? and t.workspace_id = ? and t.name_key = ?)",
                holders.stream()
                        .distinct()
                        .map(holder -> new Object[] {
                            workspace, job, nameKey, holder, workspace, job, nameKey, holder, workspace, holder,
                            workspace, nameKey
                        })
                        .toList());
    }

    /** The tags that the people held before the job's first use, by person. */
    public Map<Long, Set<String>> foundOn(String job, Collection<Long> personIds) {
        return namesByPerson(
                "select p.id, f.name_key from found_holder f join person p on p.workspace_id = f.workspace_id"
                        + " and p.intercom_id = f.intercom_id where f.job = :job and p.id in (:ids)",
                job,
                personIds);
    }

    /** The tags that the job took from the people by command and that did not come back, by person. */
    public Map<Long, Set<String>> removedFrom(String job, Collection<Long> personIds) {
        return namesByPerson(
                "select person_id, name_key from tag_removal where job = :job and person_id in (:ids)", job, personIds);
    }

    private Map<Long, Set<String>> namesByPerson(String sql, String job, Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(sql)
                .param("job", job)
                .param("ids", personIds)
                .query((row, number) -> Map.entry(row.getLong(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** The tags with which the job found the contacts, in doubt or not, by contact. */
    public Map<String, Set<String>> foundByContact(long workspace, String job, Collection<String> contactIds) {
        if (contactIds.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select intercom_id, name_key from found_holder where workspace_id = :workspace and job = :job"
                        + " and intercom_id in (:ids)")
                .param("workspace", workspace)
                .param("job", job)
                .param("ids", contactIds)
                .query((row, number) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
    }

    /** The tags that were taken off the people by hand and that the job leaves off until they have left, by person. */
    public Map<Long, Set<String>> declinedBy(String job, Collection<Long> personIds) {
        return namesByPerson(
                "select p.id, d.name from respected_drift d join person p on p.workspace_id = d.workspace_id"
                        + " and p.intercom_id = d.intercom_id where d.job = :job and d.kind = 'TAG_REMOVED'"
                        + " and p.id in (:ids)",
                job,
                personIds);
    }

    /** The next people from whom the run found a tag of the job's to be taken, by ascending id. */
    public List<Member> untaggedAfter(long run, long workspace, String job, long personId, int limit) {
        return members.untaggedAfter(run, workspace, job, personId, limit);
    }

    /** The next people from whom a tag was taken by hand that the job leaves off, by ascending id. */
    public List<Member> declinedAfter(long workspace, String job, long personId, int limit) {
        return members.declinedAfter(workspace, job, personId, limit);
    }

    /** Of the contacts found with the tag, those that still hold it: who lost it meanwhile is no holder. */
    public void keepFound(long workspace, String job, String nameKey, Set<String> holders) {
        List<Object[]> gone = found(workspace, job, nameKey).stream()
                .filter(contact -> !holders.contains(contact))
                .map(contact -> new Object[] {workspace, job, nameKey, contact})
                .toList();
        template.batchUpdate(
                "delete from found_holder where workspace_id = ? and job = ? and name_key = ? and intercom_id = ?",
                gone);
    }

    /** The contacts that held the tag before the job's first use. */
    public Set<String> found(long workspace, String job, String nameKey) {
        return Set.copyOf(
                jdbc.sql("select intercom_id from found_holder where workspace_id = ? and job = ? and name_key = ?")
                        .params(workspace, job, nameKey)
                        .query(String.class)
                        .list());
    }

    /** Whether the ledger does not know who some of the contacts are that were found with the tag. */
    public boolean foundStrangers(long workspace, String job, String nameKey) {
        return jdbc.sql("select count(*) from found_holder f where f.workspace_id = ? and f.job = ? and f.name_key = ?"
                                + " and not exists (select 1 from person p where p.workspace_id = f.workspace_id"
                                + " and p.intercom_id = f.intercom_id)")
                        .params(workspace, job, nameKey)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** All jobs' ownerships of the people's tags. */
    public List<Ownership> ownerships(Collection<Long> personIds) {
        if (personIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select o.person_id, t.name_key, o.job from tag_owner o join tag t on t.id = o.tag_id"
                        + " where o.person_id in (:ids)")
                .param("ids", personIds)
                .query((row, number) -> new Ownership(row.getLong(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** A person with a tag of the job, and the key under which the job knows them; null where it has none. */
    public record Member(LedgerPerson person, @Nullable Fingerprint key) {}

    /**
     * The next people on whom the job owns any tag, or who were found with one of those to adopt, by ascending id.
     *
     * @param adopted name keys
     * @param limit how many at most; there may be fewer though more follow, but not none
     */
    public List<Member> membersAfter(long workspace, String job, Collection<String> adopted, long personId, int limit) {
        return members.after(workspace, job, adopted, personId, limit);
    }

    /** How many people are known to have the tag: whoever put it on, and found holders. */
    public long holders(long workspace, String job, String nameKey) {
        return jdbc.sql(
                        "select count(*) from (select coalesce(p.intercom_id, 'person ' || p.id) from tag_owner o join tag t on t.id = o.tag_id"
                                + " join person p on p.id = o.person_id where t.workspace_id = ? and t.name_key = ?"
                                + " union select intercom_id from found_holder where workspace_id = ? and job = ?"
                                + " and name_key = ?) holders")
                .params(workspace, nameKey, workspace, job, nameKey)
                .query(Long.class)
                .single();
    }

    /** The tags' names as they were first spelt, by name key. */
    public Map<String, String> names(long workspace) {
        Map<String, String> names = new TreeMap<>();
        template.query(
                "select name_key, name from tag where workspace_id = ? order by id",
                row -> {
                    names.put(row.getString(1), row.getString(2));
                },
                workspace);
        return names;
    }

    /** How many people the job owns each tag on, be it in doubt or not, by name key. */
    public Map<String, Long> ownedCounts(long workspace, String job) {
        return counts(
                "select t.name_key, count(*) from tag_owner o join tag t on t.id = o.tag_id"
                        + " where t.workspace_id = ? and o.job = ? group by t.name_key",
                workspace,
                job);
    }

    /** How many people held each tag before the job's first use, by name key. */
    public Map<String, Long> foundCounts(long workspace, String job) {
        return counts(
                "select name_key, count(*) from found_holder where workspace_id = ? and job = ? group by name_key",
                workspace,
                job);
    }

    private Map<String, Long> counts(String sql, long workspace, String job) {
        Map<String, Long> counts = new TreeMap<>();
        template.query(
                sql,
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                },
                workspace,
                job);
        return counts;
    }
}
