package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor that another one took over: what its records say is older than the record that says so. */
class StitchingNightsTest extends NightFixture {

    private static final JobSpec JOB = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final String NEW = "{'_id':'v2','replaces':['v0','v1'],%s,'audiences':[]}";
    private static final String OLD = "{'_id':'v1',%s,'audiences':['VIP']}";

    private int files;

    @ParameterizedTest
    @ValueSource(strings = {",'dates':{'Last visit':5}", "", ",'dates':{'Last visit':9}"})
    void inOneNightTheReplacedVisitorsRecordLosesWhereverItStands(String itsTime) {
        String newer = NEW.formatted(ada("new") + ",'dates':{'Last visit':5}");
        String older = OLD.formatted(ada("old") + itsTime);
        add(newer, older);
        world.run(JOB);
        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));

        add(older, newer);
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
        assertThat(tags("Ada")).isEmpty();
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void withoutAnyTimesItLosesToo() {
        add(NEW.formatted(ada("new")), OLD.formatted(ada("old")));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
    }

    @Test
    void aRejectedRecordTellsToo() {
        add("{'_id':'v2'," + ada("new") + ",'dates':{'Last visit':5}}");
        world.run(JOB);

        add(
                NEW.formatted(ada("new").replace("new@x.de", "call me") + ",'dates':{'Last visit':10}"),
                OLD.formatted(ada("old") + ",'dates':{'Last visit':7}"));
        assertThat(world.run(JOB).records().rejected()).isEqualTo(1);
        add(OLD.formatted(ada("old") + ",'dates':{'Last visit':12}"));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
        assertThat(tags("Ada")).isEmpty();

        add("{'_id':'v2'," + ada("newest") + ",'dates':{'Last visit':6}}");
        world.run(JOB);
        assertThat(held()).isEqualTo(Map.of("Ada", "newest@x.de"));
    }

    @Test
    void theProfileFormOfAnIdIsAnIdToo() {
        add(
                NEW.formatted(ada("new")).replace("'v1'", "'__acme_main__5216_ada__'"),
                OLD.formatted(ada("old")).replace("'v1'", "'__acme_main__5216_ada__'"));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",'dates':{'Last visit':5}", "", ",'dates':{'Last visit':9}"})
    void inALaterNightItChangesNothing(String itsTime) {
        add(NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"));
        world.run(JOB);
        world.later(Duration.ofDays(20));

        add(OLD.formatted(ada("old") + itsTime));
        RunSummary later = world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
        assertThat(tags("Ada")).isEmpty();
        assertThat(later.records().older()).isEqualTo(1);
    }

    @Test
    void thatIsRememberedForAMonth() {
        add(NEW.formatted(ada("new")));
        world.run(JOB);
        world.later(Duration.ofDays(31));
        add(NEW.formatted(ada("new")).replace("'v0','v1'", "'v7'"));
        world.run(JOB);

        add(OLD.formatted(ada("old")));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "old@x.de"));
    }

    @Test
    void aRecordOfTheSamePersonUnderTheEmailAloneLosesToo() {
        add(
                NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"),
                "{'_id':'v1','properties':{'Email Address':'new@x.de','Full name':'Old'},'audiences':['VIP'],"
                        + "'dates':{'Last visit':5}}");
        world.run(JOB);

        assertThat(world.held()).singleElement().satisfies(contact -> {
            assertThat(contact.name()).isEqualTo("new");
            assertThat(contact.tags()).isEmpty();
        });
    }

    @Test
    void aVisitorThatNobodyReplacedCountsByItsTime() {
        add(
                NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"),
                OLD.formatted(ada("old") + ",'dates':{'Last visit':6}").replace("'v1'", "'v3'"));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "old@x.de"));
    }

    @Test
    void whomAReplacedVisitorsRecordIsAloneAboutIsTakenFromIt() {
        add(
                NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"),
                "{'_id':'v1','properties':{'Customer ID':'Bo'},'audiences':['VIP'],'dates':{'Last visit':4}}");
        world.run(JOB);

        assertThat(tags("Bo")).containsExactly("vip");
    }

    @Test
    void whatARunThatBrokeOffHadReadIsReadAgain() {
        add(NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"));
        world.run(JOB, world.breaking(Progress.Phase.APPLY, 1));
        world.restart(JOB);

        add(OLD.formatted(ada("old") + ",'dates':{'Last visit':5}"));
        world.run(JOB);

        assertThat(held()).isEqualTo(Map.of("Ada", "new@x.de"));
    }

    /** Of six people, each with the same three records in another order, in one file and in three. */
    @ParameterizedTest
    @CsvSource({
        "false, 1, false",
        "false, 3, false",
        "true, 1, false",
        "true, 3, false",
        "false, 3, true",
        "true, 1, true"
    })
    void theOrderOfReadingDecidesNothing(boolean snapshot, int split, boolean known) {
        JobSpec job = (snapshot ? JobSpec.snapshot("nightly") : JobSpec.stream("nightly")).tag("VIP", "VIP");
        int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        if (known) {
            world.addText(job, "0.json", text(orders.length, person -> visit(person, "v3", 4, "kept")));
            world.run(job);
        }
        List<StringBuilder> texts =
                Stream.generate(StringBuilder::new).limit(split).toList();
        for (int person = 0; person < orders.length; person++) {
            List<String> records = List.of(
                    visit(person, "v1", 9, "old").replace("[]", "['VIP']"),
                    visit(person, "v3", 7, "kept"),
                    visit(person, "v2", 5, "newer").replace("'_id'", "'replaces':['P" + person + "v1'],'_id'"));
            for (int place = 0; place < orders[person].length; place++) {
                texts.get(place % split)
                        .append(records.get(orders[person][place]).replace('\'', '"'))
                        .append('\n');
            }
        }
        for (int file = 0; file < split; file++) {
            world.addText(job, file + ".json", texts.get(file).toString());
        }
        RunSummary night = world.run(job);

        assertThat(world.held()).hasSize(orders.length).allSatisfy(contact -> {
            assertThat(contact.name()).isEqualTo("kept");
            assertThat(contact.tags()).isEmpty();
        });
        assertThat(night.planned().unchanged()).isEqualTo(known ? orders.length : 0);
    }

    @Test
    void whatWasPutOffOfAReplacedVisitorsRecordIsTakenUpAgain() {
        world.sandbox().faults().answer("Old", 500);
        add(
                NEW.formatted(ada("new") + ",'dates':{'Last visit':5}"),
                "{'_id':'v1','properties':{'Customer ID':'Bo','Full name':'Old'},'audiences':['VIP'],"
                        + "'dates':{'Last visit':9}}");
        world.run(JOB);
        world.sandbox().faults().clear();

        world.run(JOB);

        assertThat(tags("Bo")).containsExactly("vip");
    }

    private static String text(int people, IntFunction<String> record) {
        return IntStream.range(0, people)
                .mapToObj(record)
                .collect(Collectors.joining("\n"))
                .replace('\'', '"');
    }

    private static String visit(int person, String visitor, long time, String name) {
        return "{'_id':'P" + person + visitor + "','properties':{'Customer ID':'P" + person + "','Full name':'" + name
                + "'},'audiences':[],'dates':{'Last visit':" + time + "}}";
    }

    private static String ada(String email) {
        return "'properties':{'Customer ID':'Ada','Email Address':'" + email + "@x.de','Full name':'" + email + "'}";
    }

    private void add(String... records) {
        world.addText(JOB, files++ + ".json", String.join("\n", records).replace('\'', '"') + "\n");
    }

    private Map<String, String> held() {
        Map<String, String> emails = new TreeMap<>();
        world.held().forEach(contact -> emails.put(contact.externalId(), contact.email()));
        return emails;
    }

    private Set<String> tags(String id) {
        return world.held().stream()
                .filter(contact -> id.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
