package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jobs a newcomer meets first. */
class ShippedDefinitionTest {

    private static final Path FILE = Path.of("jobs", "nightly-audience.yml");
    private static final Path MEMBERS = Path.of("jobs", "weekly-members.yml");
    private static final Path USERS = Path.of("jobs", "legacy-users-api.yml");

    @Test
    void itLoadsWithNothingInTheEnvironment() {
        JobDefinition job = new DefinitionLoader(name -> null).load(FILE);

        assertThat(job.source().globs()).containsExactly("../input-samples/audience-store/2026-11-20/*.gz");
        assertThat(job.source().mode()).isEqualTo(Source.Mode.STREAM);
        assertThat(job.createActions()).hasSize(1);
        assertThat(job.tagActions())
                .extracting(Action.AddTag::name, Action.AddTag::basis, Action.AddTag::untag)
                .containsExactly(
                        Tuple.tuple(new TagName.Fixed("VIP"), Action.Basis.USER_ID, Action.Untag.ON_LEAVE),
                        Tuple.tuple(new TagName.Fixed("At risk"), Action.Basis.USER_ID, Action.Untag.ON_LEAVE),
                        Tuple.tuple(new TagName.Fixed("Fan"), Action.Basis.USER_ID, Action.Untag.NEVER));
    }

    @Test
    void theSmallOneReadsCsv() {
        JobDefinition job = new DefinitionLoader(name -> null).load(MEMBERS);

        assertThat(job.source().format()).isEqualTo(Source.Format.CSV);
        assertThat(job.source().mode()).isEqualTo(Source.Mode.SNAPSHOT);
    }

    @Test
    void theOldOneSpeaksTheUsersApi() {
        JobDefinition job = new DefinitionLoader(name -> null).load(USERS);

        assertThat(job.intercom().api()).isEqualTo(Api.USERS);
        assertThat(job.intercom().baseUrl()).hasHost("api.intercom.io");
    }

    @Test
    void allOfThemLoadAndTheSchemaAgrees() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FILE.getParent(), "*.yml")) {
            for (Path file : files) {
                assertThat(new DefinitionLoader(name -> null).load(file).actions())
                        .isNotEmpty();
                assertThat(SchemaAgreementTest.schemaErrors(Files.readString(file)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @BeforeAll
    static void readSchema() throws IOException {
        SchemaAgreementTest.readSchema();
    }
}
