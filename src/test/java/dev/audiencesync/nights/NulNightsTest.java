package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.RunSummary.RejectLine;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records with a NUL, which is no text and which PostgreSQL cannot store. As a byte it makes its record malformed; as
 * JSON's escape it rejects a record whose identifier or mapped value holds it, and means nothing anywhere else.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class NulNightsTest {
    private static final JobSpec JOB = JobSpec.stream("nightly");
    private static final String DEFINITION =
            """
            name: nightly
            source: { stream: audience, location: ../exports/nightly/*, format: %s, mode: stream }
            actions:
              - action: create-or-update-user
                parameters: { user-id: %s, name: %s }
              - action: add-tag-based-on-user-id
                when: { equals: { %s: '%s' } }
                parameters: { name: VIP }
            """;

    @TempDir
    Path root;

    private final TestDatabase database;
    private NightWorld world;

    NulNightsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        world = NightWorld.in(root, SandboxOptions.defaults(), database::made);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void inJson() {
        world.addText(
                JOB,
                "a.json",
                """
                {"properties":{"id":"a","name":"A\\u0000da"}}
                {"properties":{"id":"b\\u0000","name":"Bo"}}
                {"properties":{"id":"c","name":"Cy","unmapped\\u0000":"\\u0000","level":"gold\\u0000"},"x":["\\u0000"]}
                {"properties":{"id":"d","name":"D\0i"}}
                {"properties":{"id":"e","name":"Ed","level":"gold"}}
                """);

        RunSummary night = world.run(
                JOB,
                DEFINITION.formatted(
                        "audience-store", "/properties/id", "/properties/name", "/properties/level", "gold"));

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.details().firstRejects())
                .extracting(RejectLine::line, RejectLine::code)
                .containsExactlyInAnyOrder(
                        tuple(1L, "invalid_text"), tuple(2L, "invalid_identifier"), tuple(4L, "malformed_json"));
        assertThat(night.details().firstRejects())
                .allSatisfy(reject -> assertThat(reject.file()).endsWith("a.json"))
                .filteredOn(reject -> reject.line() == 1)
                .singleElement()
                .extracting(RejectLine::reason)
                .asString()
                .contains("name (/properties/name): holds a NUL");
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("Cy", "Ed");
        assertThat(world.held())
                .filteredOn(held -> !held.tags().isEmpty())
                .extracting(Held::name)
                .containsExactly("Ed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16", "2.10", "1.4"})
    void inANameThatWouldBeAnAttributes(String version) {
        world.addText(
                JOB,
                "a.json",
                """
                {"properties":{"id":"a"},"metric_sets":{"Seen":{"k\\u0000":1}}}
                {"properties":{"id":"b"},"metric_sets":{"Seen":{"k":1}}}
                """);

        RunSummary night = world.run(
                JOB,
                """
                name: nightly
                source: { stream: audience, location: ../exports/nightly/*, format: audience-store, mode: stream }
                intercom: { version: "%s" }
                actions:
                  - action: create-or-update-user
                    parameters: { user-id: /properties/id, custom-attributes: { seen: /metric_sets/Seen } }
                """
                        .formatted(version));

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.details().firstRejects())
                .extracting(RejectLine::line, RejectLine::code)
                .containsExactly(tuple(1L, "invalid_text"));
        assertThat(world.held()).extracting(Held::externalId).containsExactly("b");
    }

    /** CSV has no escapes: there the six characters are a text like any other. */
    @Test
    void inCsv() {
        world.addText(JOB, "a.csv", "id,name,level\na,A\0da,gold\nb,Bo,go\0ld\nc,C\\u0000y,gold\n");

        RunSummary night = world.run(JOB, DEFINITION.formatted("csv", "/id", "/name", "/level", "gold"));

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.details().firstRejects())
                .allSatisfy(reject -> assertThat(reject.reason()).contains("NUL bytes"))
                .extracting(RejectLine::line)
                .containsExactlyInAnyOrder(2L, 3L);
        assertThat(world.held()).extracting(Held::name).containsExactly("C\\u0000y");
    }
}
