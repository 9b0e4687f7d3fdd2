package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.ledger.PersonWriter.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what outcomes teach about tags: their ids and who owns them on whom. */
final class TagWriter {
    private final JdbcTemplate template;

    TagWriter(JdbcTemplate template) {
        this.template = template;
    }

    void write(Execution execution, List<Written> written) {
        Map<String, Long> tagIds = new HashMap<>();
        for (Written one : written) {
            String name = one.outcome().open().change().tag();
            if (name == null) {
                continue;
            }
            if (one.outcome().open().change().kind().phase() == ChangeKind.Phase.UNTAG) {
                letGo(execution, one, name);
            } else if (one.outcome().outcome() instanceof Applied applied) {
                long tag = tagIds.computeIfAbsent(name, key -> tagId(execution, key, applied.tagId()));
                own(execution, one, name, tag);
            }
        }
    }

    /** Whoever held the tag before the job's first use was perhaps not known by then: no owner comes of tagging them. */
    private void own(Execution execution, Written written, String name, long tagId) {
        template.update(
                "insert into tag_owner (tag_id, person_id, job, since_run) select ?, ?, ?, ? where not exists"
                        + " (select 1 from tag_owner where tag_id = ? and person_id = ? and job = ?)"
                        + " and not exists (select 1 from person p join found_holder f on f.intercom_id = p.intercom_id"
                        + " where p.id = ? and f.workspace_id = ? and f.job = ? and f.name_key = ?)",
                tagId,
                written.personId(),
                execution.job(),
                execution.run(),
                tagId,
                written.personId(),
                execution.job(),
                written.personId(),
                execution.workspaceId(),
                execution.job(),
                TagLedger.nameKey(name));
    }

    private void letGo(Execution execution, Written written, String name) {
        template.update(
                "delete from tag_owner where person_id = ? and job = ? and tag_id in"
                        + " (select id from tag where workspace_id = ? and name_key = ?)",
                written.personId(),
                execution.job(),
                execution.workspaceId(),
                TagLedger.nameKey(name));
    }

    private long tagId(Execution execution, String name, @Nullable String intercomId) {
        List<Long> known = intercomId == null
                ? template.queryForList(
                        "select id from tag where workspace_id = ? and name_key = ? order by id",
                        Long.class,
                        execution.workspaceId(),
                        TagLedger.nameKey(name))
                : byIntercomId(execution, intercomId);
        if (!known.isEmpty()) {
            return known.get(known.size() - 1);
        }
        template.update(
                "insert into tag (workspace_id, intercom_id, name, name_key) values (?, ?, ?, ?)",
                execution.workspaceId(),
                Objects.requireNonNull(intercomId, "A tag that was put on has an id"),
                name,
                TagLedger.nameKey(name));
        return byIntercomId(execution, intercomId).get(0);
    }

    private List<Long> byIntercomId(Execution execution, String intercomId) {
        return template.queryForList(
                "select id from tag where workspace_id = ? and intercom_id = ?",
                Long.class,
                execution.workspaceId(),
                intercomId);
    }
}
