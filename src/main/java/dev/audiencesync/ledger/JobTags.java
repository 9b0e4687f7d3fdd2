package dev.audiencesync.ledger;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which of the workspace's tags a job means by a name. Names change in Intercom and ids do not, so what a job owns hangs
 * on the id.
 */
public final class JobTags {
    private static final List<String> BY_NAME = List.of("tag_listing", "found_holder", "tag_removal");
    private static final String OF_DECLINED =
            " where workspace_id = ? and job = ? and name = ? and kind = 'TAG_REMOVED'";

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public JobTags(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A tag as a job knows it.
     *
     * @param name as Intercom spelled it when it was remembered
     * @param owned the people this job owns it on
     */
    public record JobTag(String nameKey, String name, String intercomId, long owned) {}

    /** All tags the job ever met, by name. */
    public List<JobTag> of(long workspace, String job) {
        return jdbc.sql("select j.name_key, j.name, j.intercom_id, (select count(*) from tag t join tag_owner o"
                        + " on o.tag_id = t.id and o.job = j.job where t.workspace_id = j.workspace_id"
                        + " and t.intercom_id = j.intercom_id) from job_tag j"
                        + " where j.workspace_id = ? and j.job = ? order by j.name_key")
                .params(workspace, job)
                .query((row, number) ->
                        new JobTag(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }

    /** A tag that the job may have put on people, of which no answer ever told it the id. */
    public record UntoldTag(String nameKey, String name, long people) {}

    /** Those, by name; a tag that the job met since is among {@link #of} instead. */
    public List<UntoldTag> untold(long workspace, String job) {
        return jdbc.sql(
                        "select name_key, name, people from (select t.name_key, t.name, (select count(*) from tag_owner o"
                                + " where o.tag_id = t.id and o.job = ?) as people from tag t where t.workspace_id = ?"
                                + " and not exists (select 1 from job_tag j where j.workspace_id = t.workspace_id and j.job = ?"
                                + " and j.intercom_id = t.intercom_id)) untold where people > 0 order by name_key")
                .params(job, workspace, job)
                .query((row, number) -> new UntoldTag(row.getString(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** Intercom's id of what the job means by the name. */
    public Optional<String> intercomId(long workspace, String job, String nameKey) {
        return jdbc.sql("select intercom_id from job_tag where workspace_id = ? and job = ? and name_key = ?")
                .params(workspace, job, nameKey)
                .query(String.class)
                .optional();
    }

    /** Notes what the job means by the name, once: another tag of that name later on is another tag. */
    public void remember(long workspace, String job, String name, String intercomId) {
        template.update(
                "update tag set intercom_id = ? where workspace_id = ? and name_key = ? and intercom_id is null"
                        + " and not exists (select 1 from tag where workspace_id = ? and intercom_id = ?)",
                intercomId,
                workspace,
                TagLedger.nameKey(name),
                workspace,
                intercomId);
        template.update(
                "insert into tag (workspace_id, intercom_id, name, name_key) select ?, ?, ?, ? where not exists"
                        + " (select 1 from tag where workspace_id = ? and intercom_id = ?)",
                workspace,
                intercomId,
                name,
                TagLedger.nameKey(name),
                workspace,
                intercomId);
        template.update(
                "insert into job_tag (workspace_id, job, name_key, name, intercom_id) select ?, ?, ?, ?, ? where not"
                        + " exists (select 1 from job_tag where workspace_id = ? and job = ? and name_key = ?)",
                workspace,
                job,
                TagLedger.nameKey(name),
                name,
                intercomId,
                workspace,
                job,
                TagLedger.nameKey(name));
    }

    /** The job means the same tag by another name from now on; all it knows of the tag goes with it. */
    public void follow(long workspace, String job, JobTag tag, String name) {
        String nameKey = TagLedger.nameKey(name);
        template.update(
                "update tag set name = ?, name_key = ? where workspace_id = ? and intercom_id = ?",
                name,
                nameKey,
                workspace,
                tag.intercomId());
        template.update(
                "update job_tag set name = ?, name_key = ? where workspace_id = ? and job = ? and name_key = ?",
                name,
                nameKey,
                workspace,
                job,
                tag.nameKey());
        deleteDeclined(workspace, job, nameKey);
        template.update("update respected_drift set name = ?" + OF_DECLINED, nameKey, workspace, job, tag.nameKey());
        for (String table : BY_NAME) {
            delete(table, workspace, job, nameKey);
            template.update(
                    "update " + table + " set name_key = ? where workspace_id = ? and job = ? and name_key = ?",
                    nameKey,
                    workspace,
                    job,
                    tag.nameKey());
        }
    }

    /**
     * Forgets a tag that is not in Intercom any more, and on whom the job owned it: those people are looked at again
     * when the next record of theirs is read, and whom the definition still wants to have the tag gets it anew.
     *
     * @param run whose plan may have been made before the tag was forgotten: it does not settle those people either
     */
    public void forget(long workspace, String job, long run, JobTag tag) {
        String ids = "(select id from tag where workspace_id = ? and intercom_id = ?)";
        template.update(
                "update planned_person set state = null where run_id = ? and person_id in"
                        + " (select person_id from tag_owner where job = ? and tag_id in " + ids + ")",
                run,
                job,
                workspace,
                tag.intercomId());
        template.update(
                "update person_job set state = null where workspace_id = ? and job = ? and person_id in"
                        + " (select person_id from tag_owner where job = ? and tag_id in " + ids + ")",
                workspace,
                job,
                job,
                workspace,
                tag.intercomId());
        template.update("delete from tag_owner where job = ? and tag_id in " + ids, job, workspace, tag.intercomId());
        BY_NAME.forEach(table -> delete(table, workspace, job, tag.nameKey()));
        deleteDeclined(workspace, job, tag.nameKey());
        delete("job_tag", workspace, job, tag.nameKey());
    }

    private void deleteDeclined(long workspace, String job, String nameKey) {
        template.update("delete from respected_drift" + OF_DECLINED, workspace, job, nameKey);
    }

    private void delete(String table, long workspace, String job, String nameKey) {
        template.update(
                "delete from " + table + " where workspace_id = ? and job = ? and name_key = ?",
                workspace,
                job,
                nameKey);
    }
}
