package dev.audiencesync.plan;

import dev.audiencesync.ledger.Baselines;
import dev.audiencesync.ledger.DeferredRecords;
import dev.audiencesync.ledger.GuardFindings;
import dev.audiencesync.ledger.JobMemories;
import dev.audiencesync.ledger.JobTags;
import dev.audiencesync.ledger.ListedContacts;
import dev.audiencesync.ledger.MatchedGroups;
import dev.audiencesync.ledger.PeopleClocks;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.Refusals;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StagedNames;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.TagDoubts;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.ledger.UnknownPeople;
import dev.audiencesync.ledger.Verifications;
import org.springframework.jdbc.core.JdbcTemplate;

/** The parts of the store a plan is made from and written to. */
public record PlanLedger(
        StagedPeople staged,
        StagedNames names,
        PeopleLedger people,
        JobMemories memories,
        PeopleClocks clocks,
        UnknownPeople unknown,
        ListedContacts listed,
        TagLedger tags,
        TagDoubts tagDoubts,
        JobTags jobTags,
        MatchedGroups groups,
        PlanStore plans,
        DeferredRecords deferred,
        RunStore runs,
        Rejects rejects,
        Refusals refusals,
        GuardFindings findings,
        Baselines baselines,
        Verifications verifications) {

    public static PlanLedger of(JdbcTemplate template) {
        StagedPeople staged = new StagedPeople(template);
        StagedNames names = new StagedNames(staged);
        return new PlanLedger(
                staged,
                names,
                new PeopleLedger(template),
                new JobMemories(template),
                new PeopleClocks(template),
                new UnknownPeople(template, staged),
                new ListedContacts(template, names),
                new TagLedger(template),
                new TagDoubts(template),
                new JobTags(template),
                new MatchedGroups(template),
                new PlanStore(template),
                new DeferredRecords(template),
                new RunStore(template),
                new Rejects(template),
                new Refusals(template),
                new GuardFindings(template),
                new Baselines(template),
                new Verifications(template));
    }
}
