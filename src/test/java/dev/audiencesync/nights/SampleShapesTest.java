package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunSummary;
import dev.audiencesync.samples.AudienceDbTable;
import dev.audiencesync.samples.Shape;
import dev.audiencesync.samples.Shopper;
import dev.audiencesync.samples.Shoppers;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every shape of export, as it stands in the samples, read by the definition that is shipped for it. */
class SampleShapesTest extends NightFixture {
    private static final Path SAMPLES = Path.of("input-samples").toAbsolutePath();

    @Override
    NightWorld world() {
        return NightWorld.in(root, SandboxOptions.defaults().withAttribute("lifetime_visits", AttributeType.INTEGER));
    }

    @ParameterizedTest
    @EnumSource
    void theSameFewPeopleCome(Shape shape) throws IOException {
        RunSummary run = run(shape.job(), shape.file());

        assertThat(run.exitCode()).isZero();
        assertThat(held())
                .containsExactlyInAnyOrderElementsOf(Shoppers.all().stream()
                        .map(shopper -> held(shopper, shape.job().startsWith("selected")))
                        .toList());
    }

    @Test
    void inAudienceDbWhoIsAbsentOrHasAnFHasLeft() throws IOException {
        run("audience-db", Shape.AUDIENCE_DB.file());

        run("audience-db", AudienceDbTable.SECOND_FILE);

        Map<String, Held> expected = new TreeMap<>();
        Shoppers.all().forEach(shopper -> expected.put(shopper.externalId(), gone(shopper)));
        Shoppers.secondWeek().forEach(shopper -> expected.put(shopper.externalId(), held(shopper, false)));
        assertThat(held()).containsExactlyInAnyOrderElementsOf(expected.values());
    }

    @Test
    void eachFileIsRecognisedByItsContent() throws IOException {
        RunSummary run = world.run(
                JobSpec.stream("visitors-by-id"),
                shipped("visitors-by-id").replace("../input-samples/", SAMPLES + "/"));

        assertThat(run.details().exportFiles())
                .extracting(RunSummary.ExportFileLine::kind)
                .containsExactly("AudienceStore", "AudienceStore");
    }

    private RunSummary run(String job, String file) throws IOException {
        String definition = shipped(job)
                .replaceFirst("(?s)  location:.*?\n  format:", "  location: " + SAMPLES.resolve(file) + "\n  format:");
        return world.run(JobSpec.stream(job), adapted(definition, file));
    }

    /** What the README's table says has to be different for a shape. */
    private static String adapted(String definition, String file) {
        if (file.equals(Shape.SELECTED_CSV.file())) {
            return definition.replace("format: audience-store", "format: csv");
        }
        return file.equals(Shape.OBJECTS.file())
                ? definition.replace("badge: Fan", "badge: \"30\"").replace("badge: Churn risk", "badge: \"31\"")
                : definition;
    }

    private static String shipped(String job) throws IOException {
        return Files.readString(Path.of("jobs", job + ".yml"));
    }

    /** Numbers as texts: what they are in Java is no matter here. */
    private List<Held> held() {
        List<Held> held = world.held();
        held.forEach(each -> each.attributes().replaceAll((name, value) -> value.toString()));
        return held;
    }

    /** Of those selected, nothing but the one audience is told. */
    private static Held held(Shopper shopper, boolean selected) {
        TreeSet<String> tags = new TreeSet<>(shopper.tags());
        if (selected) {
            tags.retainAll(List.of("vip"));
        }
        return held(shopper, tags);
    }

    private static Held gone(Shopper shopper) {
        return held(shopper, new TreeSet<>());
    }

    private static Held held(Shopper shopper, TreeSet<String> tags) {
        Map<String, Object> attributes =
                Map.of("plan", shopper.plan(), "lifetime_visits", String.valueOf(shopper.visits()));
        return new Held(shopper.externalId(), shopper.email(), shopper.name(), new TreeMap<>(attributes), tags);
    }
}
