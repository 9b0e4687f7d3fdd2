package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What tag patterns matched, as it is kept. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class MatchedGroupsTest {
    private static final Group VIP = new Group("VIP", "VIP");
    private static final Group MOBILE = new Group("acme_main_208", "Mobile User");

    private final JdbcTemplate template;
    private final MatchedGroups groups;
    private final long workspace;

    MatchedGroupsTest(TestDatabase database) {
        template = database.template();
        groups = new MatchedGroups(template);
        workspace = Ledgers.workspace(template);
    }

    private long run() {
        return Ledgers.run(template, workspace, "test", "text");
    }

    @Test
    void whatARunMatchedIsItsOwnUntilItBeginsToSendAndThenTheJobs() {
        long first = run();
        long second = run();
        groups.note(first, Map.of(GroupKind.AUDIENCE, List.of(VIP, MOBILE)));
        groups.note(second, Map.of(GroupKind.AUDIENCE, List.of(MOBILE), GroupKind.BADGE, List.of(VIP, VIP)));

        assertThat(groups.known(workspace, "test", run())).isEmpty();
        assertThat(groups.known(workspace, "test", first))
                .isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(MOBILE, VIP)))
                .isEqualTo(groups.of(workspace, "test", first));

        groups.sendingBegins(execution(first));
        groups.note(second, Map.of(GroupKind.AUDIENCE, List.of(MOBILE), GroupKind.BADGE, List.of(VIP)));
        assertThat(groups.known(workspace, "test", run())).isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(MOBILE, VIP)));
        assertThat(groups.of(workspace, "test", first)).isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(MOBILE, VIP)));

        groups.sendingBegins(execution(second));
        groups.sendingBegins(execution(second));
        assertThat(groups.known(workspace, "test", run()))
                .as("each once")
                .isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(MOBILE, VIP), GroupKind.BADGE, List.of(VIP)));
        assertThat(groups.of(workspace, "test", second))
                .isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(MOBILE), GroupKind.BADGE, List.of(VIP)));
        assertThat(groups.known(workspace, "other", run())).isEmpty();
    }

    @Test
    void whatARunMatchedThatOthersOvertookIsForgotten() {
        long guarded = run();
        long next = run();
        groups.note(guarded, Map.of(GroupKind.AUDIENCE, List.of(MOBILE)));
        groups.note(next, Map.of(GroupKind.AUDIENCE, List.of(VIP)));

        groups.sendingBegins(execution(next));

        assertThat(groups.known(workspace, "test", guarded)).isEqualTo(Map.of(GroupKind.AUDIENCE, List.of(VIP)));
    }

    private OutcomeStore.Execution execution(long run) {
        return new OutcomeStore.Execution(run, 1, workspace, "test", 1);
    }

    @Test
    void theLongestNamesThereCanBeAreKept() {
        Group longest = new Group("🎉".repeat(255), "🎊".repeat(255));
        String job = "j".repeat(100);
        long run = Ledgers.run(template, workspace, job, "text");
        groups.note(run, Map.of(GroupKind.BADGE, List.of(longest)));
        groups.sendingBegins(new OutcomeStore.Execution(run, 1, workspace, job, 1));

        assertThat(groups.known(workspace, job, run())).isEqualTo(Map.of(GroupKind.BADGE, List.of(longest)));
    }

    @Test
    void aStagedPersonsGroupsComeBackAsTheyWere() {
        long run = run();
        ConditionFacts facts = new ConditionFacts(
                "TFAU",
                Map.of(0, List.of(MOBILE, VIP), 3, List.of(new Group("{\"1\":[]}", "a \"quoted\" \\ name, {0}"))));
        StagedPeople staged = new StagedPeople(template);
        staged.insert(
                run, List.of(person(1, facts), person(2, new ConditionFacts("TF")), person(3, ConditionFacts.NONE)));

        assertThat(staged.after(run, 0, 10))
                .extracting(person -> person.desired().facts())
                .containsExactly(facts, new ConditionFacts("TF"), ConditionFacts.NONE);
        assertThat(FactsText.write(new ConditionFacts("TF")))
                .as("no more than before where no pattern matches")
                .isEqualTo("TF");
    }

    private static StagedPerson person(long seq, ConditionFacts facts) {
        Fingerprint any = Fingerprint.of("any " + seq);
        return new StagedPerson(
                seq,
                any,
                any,
                new DesiredPerson(
                        new Identifiers("p" + seq, null, null), List.of(), facts, 0, new SourcePosition("f", seq)));
    }
}
