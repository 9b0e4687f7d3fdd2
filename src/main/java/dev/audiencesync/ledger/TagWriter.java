package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.OutcomeStore.Execution;
import dev.audiencesync.ledger.PersonWriter.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes what outcomes teach about tags: their ids, who owns them on whom, and from whom they were taken by command. */
final class TagWriter {
    private static final String OF_NAME = "(select id from tag where workspace_id = ? and name_key = ?)";
    private static final String OF_PERSON = "(select intercom_id from person where id = ?)";

    private final JdbcTemplate template;
    private final JobTags jobTags;
    private final TagDoubts doubts;

    TagWriter(JdbcTemplate template) {
        this.template = template;
        this.jobTags = new JobTags(template);
        this.doubts = new TagDoubts(template);
    }

    void write(Execution execution, List<Written> written) {
        Map<String, Long> tagIds = new HashMap<>();
        Set<Long> doubtful = doubts.peopleWithAny(taggedPeople(written));
        for (Written one : written) {
            PlannedChange change = one.outcome().open().change();
            String name = change.tag();
            if (name == null) {
                continue;
            }
            if (change.commanded()) {
                loseTag(execution, one.personId(), TagLedger.nameKey(name));
                noteRemoval(execution, one.personId(), TagLedger.nameKey(name));
            } else if (change.kind() == ChangeKind.UNTAG) {
                loseTag(execution, one.personId(), TagLedger.nameKey(name));
            } else if (change.kind() == ChangeKind.RELEASE || change.kind() == ChangeKind.FORGET) {
                letGo(execution, one.personId(), TagLedger.nameKey(name));
            } else if (one.outcome().outcome() instanceof Applied applied) {
                if (change.kind() != ChangeKind.RESTORE) {
                    long tag = tagIds.computeIfAbsent(name, key -> tagId(execution, key, applied.tagId()));
                    putOn(execution, one, name, tag);
                }
                if (doubtful.contains(one.personId())) {
                    doubts.dispel(execution.workspaceId(), one.personId(), TagLedger.nameKey(name));
                }
            }
        }
    }

    private static Set<Long> taggedPeople(List<Written> written) {
        return written.stream()
                .filter(one -> one.outcome().open().change().tag() != null)
                .map(Written::personId)
                .collect(Collectors.toSet());
    }

    /**
     * Notes what calls that failed may have done all the same: a tag that may be on is the job's, in doubt, and one that
     * may be off is in doubt for whoever knew it there.
     */
    void doubt(Execution execution, List<ChangeOutcome> outcomes) {
        for (ChangeOutcome outcome : outcomes) {
            PlannedChange change = outcome.open().change();
            String name = change.tag();
            Long personId = outcome.open().person().personId();
            if (name == null || personId == null || !(outcome.outcome() instanceof Outcome.Deferred)) {
                continue;
            }
            String nameKey = TagLedger.nameKey(name);
            if (change.kind() == ChangeKind.TAG) {
                own(execution, personId, nameKey, tagId(execution, name, null), true);
                doubts.lookAgain(execution.workspaceId(), personId, nameKey);
                cameBack(execution, personId, nameKey);
            } else if (change.kind() == ChangeKind.UNTAG) {
                doubts.lookAgain(execution.workspaceId(), personId, nameKey);
                doubts.raise(execution.workspaceId(), personId, nameKey);
            }
        }
    }

    private void putOn(Execution execution, Written written, String name, long tagId) {
        String nameKey = TagLedger.nameKey(name);
        if (written.outcome().open().change().kind() == ChangeKind.CLAIM) {
            notFound(execution, written.personId(), nameKey);
        }
        own(execution, written.personId(), nameKey, tagId, false);
        cameBack(execution, written.personId(), nameKey);
    }

    /** Whoever held the tag before the job's first use was perhaps not known by then: no owner comes of tagging them. */
    private void own(Execution execution, long personId, String nameKey, long tagId, boolean doubted) {
        // Counted: H2 answers an EXISTS of parameters alone as it did for the same ones before, though the same
        // transaction has written since, and two of a slice's people may be one.
        template.update(
                "insert into tag_owner (tag_id, person_id, job, since_run, doubted) select ?, ?, ?, ?, ? where"
                        + " (select count(*) from tag_owner where tag_id = ? and person_id = ? and job = ?) = 0"
                        + " and (select count(*) from found_holder where workspace_id = ? and job = ?"
                        + " and name_key = ? and intercom_id in " + OF_PERSON + ") = 0",
                tagId,
                personId,
                execution.job(),
                execution.run(),
                doubted,
                tagId,
                personId,
                execution.job(),
                execution.workspaceId(),
                execution.job(),
                nameKey,
                personId);
    }

    /** Whichever job took the tag by command has to look at the person again: it would take it once more. */
    private void cameBack(Execution execution, long personId, String nameKey) {
        String removal = " from tag_removal where workspace_id = ? and person_id = ? and name_key = ?";
        List<String> jobs =
                template.queryForList("select job" + removal, String.class, execution.workspaceId(), personId, nameKey);
        if (jobs.isEmpty()) {
            return;
        }
        template.update("delete" + removal, execution.workspaceId(), personId, nameKey);
        for (String job : jobs) {
            template.update("update person_job set state = null where person_id = ? and job = ?", personId, job);
        }
    }

    private void letGo(Execution execution, long personId, String nameKey) {
        template.update(
                "delete from tag_owner where person_id = ? and job = ? and tag_id in " + OF_NAME,
                personId,
                execution.job(),
                execution.workspaceId(),
                nameKey);
        notFound(execution, personId, nameKey);
        template.update(
                "delete from respected_drift where workspace_id = ? and job = ? and kind = 'TAG_REMOVED' and name = ?"
                        + " and intercom_id in " + OF_PERSON,
                execution.workspaceId(),
                execution.job(),
                nameKey,
                personId);
    }

    /** The person is a member like any other from now on: adopted, or let go of. */
    private void notFound(Execution execution, long personId, String nameKey) {
        template.update(
                "delete from found_holder where workspace_id = ? and job = ? and name_key = ? and intercom_id in "
                        + OF_PERSON,
                execution.workspaceId(),
                execution.job(),
                nameKey,
                personId);
    }

    /** The tag is on the person no more, so nobody owns it there. */
    private void loseTag(Execution execution, long personId, String nameKey) {
        doubts.lookAgain(execution.workspaceId(), personId, nameKey);
        template.update(
                "delete from tag_owner where person_id = ? and tag_id in " + OF_NAME,
                personId,
                execution.workspaceId(),
                nameKey);
        template.update(
                "delete from found_holder where workspace_id = ? and name_key = ? and intercom_id in " + OF_PERSON,
                execution.workspaceId(),
                nameKey,
                personId);
    }

    private void noteRemoval(Execution execution, long personId, String nameKey) {
        template.update(
                "delete from tag_removal where workspace_id = ? and job = ? and name_key = ? and person_id = ?",
                execution.workspaceId(),
                execution.job(),
                nameKey,
                personId);
        template.update(
                "insert into tag_removal (workspace_id, job, name_key, person_id, run_id) values (?, ?, ?, ?, ?)",
                execution.workspaceId(),
                execution.job(),
                nameKey,
                personId,
                execution.run());
    }

    private long tagId(Execution execution, String name, @Nullable String applied) {
        if (applied != null) {
            jobTags.remember(execution.workspaceId(), execution.job(), name, applied);
        }
        String intercomId = applied != null
                ? applied
                : jobTags.intercomId(execution.workspaceId(), execution.job(), TagLedger.nameKey(name))
                        .orElse(null);
        List<Long> known = intercomId == null
                ? template.queryForList(
                        "select id from tag where workspace_id = ? and name_key = ? order by id",
                        Long.class,
                        execution.workspaceId(),
                        TagLedger.nameKey(name))
                : template.queryForList(
                        "select id from tag where workspace_id = ? and intercom_id = ?",
                        Long.class,
                        execution.workspaceId(),
                        intercomId);
        return known.isEmpty() ? withoutId(execution, name) : Objects.requireNonNull(known.get(known.size() - 1));
    }

    /** A tag that the workspace did not have before, and of whose first call no answer came. */
    private long withoutId(Execution execution, String name) {
        template.update(
                "insert into tag (workspace_id, name, name_key) values (?, ?, ?)",
                execution.workspaceId(),
                name,
                TagLedger.nameKey(name));
        return tagId(execution, name, null);
    }
}
