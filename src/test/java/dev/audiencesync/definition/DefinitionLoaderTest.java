package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionLoaderTest {

    private static final String WHOLE =
            """
            name: whole
            source:
              stream: audience
              location: [ "${EXPORTS}/{date}/*.gz", more/*.gz ]
              format: audience-store
              mode: snapshot
              complete: true
              newest-by: { metric: Sequence }
            intercom:
              base-url: ${API}
              version: "2.12"
              access-token: ${TOKEN}
              reserve-percent: 25
              on-archived: unarchive
              on-deleted: create
              workspace: acme
            actions:
              - action: create-or-update-user
                parameters:
                  email: { property: Email Address }
                  name: /properties/Full name
                  custom-attributes: { plan: { property: Plan, default: free }, score: 1.50 }
                  allow-resubscribe: true
              - action: add-tag-based-on-email
                when: { audience: VIP }
                parameters: { name: " VIP ", untag: on-leave, adopt-members: true }
            limits: { max-untag-percent: 1, max-tag-percent: 2000, min-people-percent: 3 }
            verify: { every: 7d, on-drift: respect }
            schedule: "30 2 * * *"
            time-zone: Europe/Berlin
            """;

    @TempDir
    Path folder;

    @Test
    void csvFilesHaveADelimiterAndAnOrderOfTheirOwn() {
        JobDefinition job = Sample.load(Sample.csv(Sample.source("delimiter: tab")));

        assertThat(job.source().delimiter()).isEqualTo('\t');
        assertThat(job.source().newestByOrDefault()).containsExactly(new Value.FromRecord("/updated"));
        assertThat(Sample.load(Sample.csv(Sample.source("delimiter: ';'")))
                        .source()
                        .delimiter())
                .isEqualTo(';');
        assertThat(Sample.load(Sample.csv(Sample.job())).source().delimiter()).isNull();
    }

    @Test
    void everySettingOfADefinitionIsLoaded() throws IOException {
        Path file = Files.writeString(folder.resolve("whole.yml"), WHOLE);

        JobDefinition job = new DefinitionLoader(Sample.ENVIRONMENT::get).load(file);

        assertThat(job.name()).isEqualTo("whole");
        assertThat(job.source())
                .isEqualTo(new Source(
                        Source.Stream.AUDIENCE,
                        List.of(new Source.Location("/srv/exports/{date}/*.gz"), new Source.Location("more/*.gz")),
                        Source.Format.AUDIENCE_STORE,
                        Source.Mode.SNAPSHOT,
                        true,
                        new Value.FromRecord("/metrics/Sequence"),
                        null));
        assertThat(job.intercom())
                .isEqualTo(new IntercomSettings(
                        URI.create("https://proxy.example.com/intercom"),
                        "2.12",
                        new SecretReference.EnvironmentVariable("TOKEN"),
                        25,
                        IntercomSettings.OnArchived.UNARCHIVE,
                        IntercomSettings.OnDeleted.CREATE,
                        IntercomSettings.Patience.DEFAULT,
                        "acme"));
        assertThat(job.limits()).isEqualTo(new Limits(1, 2000, 3, 10, 5));
        assertThat(job.verification()).isEqualTo(new Verification(Duration.ofDays(7), Verification.OnDrift.RESPECT));
        assertThat(job.schedule()).isEqualTo("30 2 * * *");
        assertThat(job.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(job.file()).isEqualTo(file);
        assertThat(job.text()).isEqualTo(WHOLE);
    }

    @Test
    void actionsKeepTheirLinesAndOrder() {
        JobDefinition job = new DefinitionLoader(Sample.ENVIRONMENT::get).parse(WHOLE, Path.of("whole.yml"));

        Action.CreateOrUpdateUser create = job.createActions().get(0);
        assertThat(create.line()).isEqualTo(18);
        assertThat(create.when()).isEqualTo(new Condition.Always());
        assertThat(create.parameters())
                .containsExactly(
                        Map.entry(Parameter.EMAIL, new Value.FromRecord("/properties/Email Address")),
                        Map.entry(Parameter.NAME, new Value.FromRecord("/properties/Full name")));
        assertThat(create.customAttributes())
                .containsExactly(
                        Map.entry("plan", new Value.FromRecord("/properties/Plan", "free", false)),
                        Map.entry("score", new Value.Literal(new BigDecimal("1.50"))));
        assertThat(create.allowResubscribe()).isTrue();
        assertThat(job.tagActions())
                .containsExactly(new Action.AddTag(
                        24,
                        new Condition.Leaf(0, new Condition.Question.InAudience("VIP")),
                        Action.Basis.EMAIL,
                        new TagName.Fixed("VIP"),
                        null,
                        Action.Untag.ON_LEAVE,
                        true));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        JobDefinition job = Sample.load(Sample.job());

        assertThat(job.intercom())
                .isEqualTo(new IntercomSettings(
                        URI.create("https://api.intercom.io"),
                        "2.16",
                        null,
                        10,
                        IntercomSettings.OnArchived.REJECT,
                        IntercomSettings.OnDeleted.REJECT,
                        IntercomSettings.Patience.DEFAULT,
                        null));
        assertThat(job.limits()).isEqualTo(new Limits(20, 100, 80, 10, 5));
        assertThat(job.schedule()).isNull();
        assertThat(job.timeZone().getId()).isEqualTo("UTC");
        assertThat(job.source().newestBy()).isNull();
        assertThat(job.source().newestByOrDefault()).containsExactly(new Value.FromRecord("/dates/Last visit"));
    }

    @Test
    void aStoredTextLoadsAgainWithoutItsFileAndWithoutTheToken() {
        JobDefinition stored = new DefinitionLoader(Sample.ENVIRONMENT::get).parse(WHOLE, Path.of("gone/whole.yml"));

        assertThat(new DefinitionLoader(Sample.ENVIRONMENT::get).parse(stored.text(), stored.file()))
                .isEqualTo(stored);
        assertThat(stored.text()).contains("${TOKEN}", "${API}");
    }

    @Test
    void everyProblemIsReportedInTheOrderOfTheLines() {
        String text = Sample.job("name: other", "sorce: {}", "limits: 7", "intercom: { region: de, version: 2.16 }");

        assertThatThrownBy(() -> Sample.load(text))
                .isInstanceOf(DefinitionException.class)
                .hasMessage(
                        """
                        jobs/sample.yml:1: `name: other` is not the file's name \
                        → write `name: sample`, or rename the file to other.yml
                        jobs/sample.yml:4: the definition has no key `sorce` → did you mean `source`?
                        jobs/sample.yml:5: `limits` must be a mapping, but is the number 7 \
                        → write `key: value` lines, indented below it
                        jobs/sample.yml:6: `region` must be one of `us`, `eu`, `au`, but is the text `de` \
                        → write one of `us`, `eu`, `au`
                        jobs/sample.yml:6: `version` is not quoted: as a number 2.10 would be read as 2.1 \
                        → write `version: "2.16"`""");
    }

    @Test
    void aProblemKnowsItsColumn() {
        assertThat(Sample.problems(Sample.intercom("region: eu, reserve-percent: all")))
                .extracting(Problem::file, Problem::line, Problem::column)
                .containsExactly(Tuple.tuple(Sample.FILE.toString(), 4, 42));
    }

    @Test
    void aByteOrderMarkAndWindowsLinesDoNotMatter() {
        assertThat(Sample.load("\uFEFF" + Sample.job().replace("\n", "\r\n")).name())
                .isEqualTo("sample");
    }

    @Test
    void filesThatCannotBeReadSaySo() throws IOException {
        Path bytes = folder.resolve("bytes.yml");
        Files.write(bytes, "name: bytes\nsource: \u00fc\n".getBytes(StandardCharsets.ISO_8859_1));
        Path large = Files.writeString(folder.resolve("large.yml"), "#".repeat((1 << 20) + 1));

        assertThat(problem(folder.resolve("none.yml")))
                .endsWith("none.yml: there is no such file" + " → check the name and the jobs folder");
        assertThat(problem(folder)).contains(": this is a folder → ");
        assertThat(problem(bytes)).contains("bytes.yml:2: this is not UTF-8 text → ");
        assertThat(problem(large)).contains("large.yml: is larger than 1 MiB → ");
    }

    private static String problem(Path file) {
        try {
            return new DefinitionLoader(Sample.ENVIRONMENT::get).load(file).toString();
        } catch (DefinitionException e) {
            return e.getMessage();
        }
    }
}
