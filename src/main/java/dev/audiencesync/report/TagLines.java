package dev.audiencesync.report;

import dev.audiencesync.definition.Action.AddTag;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.NamedTags;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.ledger.JobTags;
import dev.audiencesync.ledger.MatchedGroups;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunFigures.TagPlan;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.report.RunSummary.TagLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run's figures for each of its tags: those that the definition names, and those that its patterns made. */
final class TagLines {
    private final RunFigures figures;
    private final TagLedger tags;
    private final JobTags jobTags;
    private final MatchedGroups groups;

    TagLines(JdbcTemplate store) {
        this.figures = new RunFigures(store);
        this.tags = new TagLedger(store);
        this.jobTags = new JobTags(store);
        this.groups = new MatchedGroups(store);
    }

    /** In the definition's order. A tag that a pattern makes is there if it is on somebody, or is about to be or was. */
    List<TagLine> of(StoredRun run, JobDefinition definition) {
        Map<String, TagPlan> planned = figures.tags(run.id());
        Map<String, Long> owned = tags.ownedCounts(run.workspaceId(), run.job());
        Map<String, Long> found = tags.foundCounts(run.workspaceId(), run.job());
        Map<String, String> names = new LinkedHashMap<>();
        for (AddTag action : named(run, definition).tagActions()) {
            if (action.name() instanceof TagName.Fixed tag) {
                String key = TagLedger.nameKey(tag.name());
                if (!NamedTags.isOfPattern(action) || planned.containsKey(key) || owned.containsKey(key)) {
                    names.putIfAbsent(key, tag.name());
                }
            }
        }
        definition.retiredTags().forEach(name -> names.putIfAbsent(TagLedger.nameKey(name), name));
        return names.entrySet().stream()
                .map(tag -> {
                    TagPlan plan = planned.getOrDefault(tag.getKey(), new TagPlan(tag.getValue(), 0, 0));
                    return new TagLine(
                            tag.getValue(),
                            plan.joiners(),
                            plan.leavers(),
                            owned.getOrDefault(tag.getKey(), 0L),
                            found.getOrDefault(tag.getKey(), 0L));
                })
                .toList();
    }

    private JobDefinition named(StoredRun run, JobDefinition definition) {
        return NamedTags.of(
                definition,
                groups.known(run.workspaceId(), run.job(), run.id()),
                jobTags.of(run.workspaceId(), run.job()).stream()
                        .filter(tag -> tag.owned() > 0)
                        .map(JobTags.JobTag::name)
                        .toList());
    }
}
