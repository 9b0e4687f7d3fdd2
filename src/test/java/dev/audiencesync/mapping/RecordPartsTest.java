package dev.audiencesync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.export.ExportFile;
import dev.audiencesync.export.ExportFiles;
import dev.audiencesync.export.JsonRecordReader;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.person.RecordParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are built only as far as a definition reads them mean what they mean as a whole. */
class RecordPartsTest {

    private static final String LONG_NAME = "n".repeat(130);

    /** Asks in every way there is; {@code LONG} is a name that exports cut. */
    private static final String JOB =
            """
            name: parts
            source:
              stream: audience
              location: '*.json'
              format: audience-store
              mode: stream
              newest-by: /meta/clocks/updated
            intercom: { region: us, version: "2.16", access-token: "${TOKEN}" }
            actions:
              - action: create-or-update-user
                when: { not: { equals: { /properties/kind: test } } }
                parameters:
                  user-id: { property: Customer ID }
                  email: /contact/mail~1main/0
                  last-request-at: { date: Last visit }
                  custom-attributes:
                    plan: { property: Plan, default: free }
                    visits: { metric: Visits }
                    deep: /custom/a/b
                    all: /objects/wanted
              - action: add-tag-based-on-user-id
                when: { any: [ { flag: "LONG" }, { flag: Returning }, { badge: "30" } ] }
                parameters: { name: Flagged, untag: on-leave }
              - action: add-tag-based-on-user-id
                parameters: { name: { each: audience, only: [ "VIP*" ], prefix: "ts: " }, untag: on-leave }
            """
                    .replace("LONG", LONG_NAME);

    private static final String FULL =
            """
            {"_id":"v-2","replaces":["v-1"],"unread":1,"meta":{"clocks":{"updated":1521134626000,"made":7},"x":[1]},\
            "properties":{"Customer ID":"C-1","Plan":"pro","kind":"real","Other":"o","customer id":"C-2"},\
            "contact":{"mail/main":["ada@example.org","b@example.org"],"phone":"1"},\
            "dates":{"Last visit":1521134626000,"First visit":1},"metrics":{"Visits":2.50,"Other":1},\
            "custom":{"a":{"b":12345678901234567890,"c":1},"d":{}},\
            "objects":{"wanted":{"x":{"y":1},"z":[1,2]},"unwanted":{"x":1}},\
            "flags":{" Returning ":"true","CUT":false,"Unsubscribed":true},"badges":{"30":true,"31":true},\
            "audiences":{"acme_main_101":"VIP","acme_main_102":"VIP gold","acme_main_103":"Other"},\
            "current_visit":{"properties":{"Customer ID":"C-9"}}}"""
                    .replace("CUT", LONG_NAME.substring(0, 128));

    @TempDir
    private Path folder;

    static Stream<String> records() {
        return Stream.of(
                FULL,
                "{\"properties\":{\"Customer ID\":\"C-1\",\"kind\":\"test\"},\"flags\":{},\"audiences\":[\"VIP\"]}",
                "{\"properties\":{\"Customer ID\":\"C-1\"},\"flags\":{\"other\":true},\"contact\":[\"x\"],\"meta\":7}",
                "{\"properties\":{\"Customer ID\":\"C-1\"},\"flags\":[\"Returning\"]}",
                "{\"properties\":[\"Customer ID\"],\"contact\":{\"mail/main\":\"x\"},\"dates\":\"\",\"flags\":null}",
                "{\"properties\":{\"Customer ID\":{\"a\":1}},\"custom\":{\"a\":[{\"b\":1}]},\"objects\":{\"wanted\":3}}",
                "{\"contact\":{\"mail/main\":[\"ada@example.org\"]},\"audiences\":\"VIP\",\"badges\":[\"30\"]}");
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsNotReadMakesNoDifference(String record) throws IOException {
        Path job = Files.writeString(folder.resolve("parts.yml"), JOB);
        Path export = Files.writeString(folder.resolve("one.json"), record.replaceFirst("}+$", "") + "\n" + record);

        assertSame(new DefinitionLoader(name -> "none").load(job), new ExportFile(export, "one.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly-audience", "selected-attributes", "visitors-by-id", "web-events", "vip-folders"})
    void norDoesItInAnySample(String name) throws IOException {
        JobDefinition definition = new DefinitionLoader(variable -> "none").load(Path.of("jobs", name + ".yml"));
        List<ExportFile> files = ExportFiles.find(
                        definition.source().globs().stream()
                                .map(glob -> glob.replace("{date}", "2026-11-20"))
                                .toList(),
                        Path.of("jobs"))
                .files();

        assertThat(files).isNotEmpty();
        for (ExportFile file : files) {
            assertSame(definition, file);
        }
    }

    @Test
    void onlyWhatIsReadIsBuilt() throws IOException {
        Path job = Files.writeString(folder.resolve("parts.yml"), JOB);
        Path export = Files.writeString(folder.resolve("one.json"), FULL);
        RecordParts parts = new DefinitionLoader(name -> "none").load(job).recordParts();

        assertThat(((ExportRecord)
                                read(new ExportFile(export, "one.json"), parts).get(0))
                        .content())
                .hasToString(
                        """
                        {"_id":"v-2","replaces":["v-1"],"meta":{"clocks":{"updated":1521134626000}},\
                        "properties":{"Customer ID":"C-1","Plan":"pro","kind":"real"},\
                        "contact":{"mail/main":["ada@example.org","b@example.org"]},\
                        "dates":{"Last visit":1521134626000},"metrics":{"Visits":2.50},\
                        "custom":{"a":{"b":12345678901234567890}},"objects":{"wanted":{"x":{"y":1},"z":[1,2]}},\
                        "flags":{" Returning ":"true","CUT":false},"badges":{"30":true,"31":true},\
                        "audiences":{"acme_main_101":"VIP","acme_main_102":"VIP gold","acme_main_103":"Other"}}"""
                                .replace("CUT", LONG_NAME.substring(0, 128)));
    }

    private static void assertSame(JobDefinition definition, ExportFile file) throws IOException {
        RecordMapper mapper = new RecordMapper(definition);
        List<MappedRecord> byParts = map(mapper, read(file, definition.recordParts()));

        assertThat(byParts).isNotEmpty().isEqualTo(map(mapper, read(file, RecordParts.ALL)));
    }

    private static List<MappedRecord> map(RecordMapper mapper, List<ReadRecord> records) {
        return records.stream().map(mapper::map).toList();
    }

    private static List<ReadRecord> read(ExportFile file, RecordParts parts) throws IOException {
        List<ReadRecord> records = new ArrayList<>();
        try (JsonRecordReader reader = JsonRecordReader.open(file, parts)) {
            for (ReadRecord record = reader.read(); record != null; record = reader.read()) {
                records.add(record);
            }
        }
        return records;
    }
}
