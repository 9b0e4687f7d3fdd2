package dev.audiencesync.definition;

import static dev.audiencesync.definition.Sample.actions;
import static dev.audiencesync.definition.Sample.attribute;
import static dev.audiencesync.definition.Sample.csv;
import static dev.audiencesync.definition.Sample.intercom;
import static dev.audiencesync.definition.Sample.job;
import static dev.audiencesync.definition.Sample.source;
import static dev.audiencesync.definition.Sample.tag;
import static dev.audiencesync.definition.Sample.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/** The editor's schema and the loader judge every definition alike, but for what no schema can say. */
class SchemaAgreementTest {

    private static Schema schema;

    static final String[] ACCEPTED = {
        job(),
        job("name: 'sample'"),
        job("schedule: '30 2 * * *'", "time-zone: Europe/Berlin"),
        job("schedule: '0 30 2 * * MON-FRI'"),
        job("retired-tags: [ VIP, ' Old name ' ]"),
        job("limits: {}"),
        job("limits: { max-untag-percent: 0, max-tag-percent: 900, min-people-percent: 100 }"),
        job("limits: { max-definition-change-percent: 1, max-reject-percent: 7 }"),
        job("verify: {}"),
        job("verify: { every: 7d }"),
        job("verify: { every: 36 h, on-drift: restore }"),
        job("verify: { on-drift: respect }"),
        source("location: [ 'a/*.gz', 'b/{date}/*.gz' ]"),
        source("location: '${EXPORTS}/{date}/*.gz'"),
        source("mode: snapshot", "complete: true"),
        source("complete: false"),
        source("newest-by: /dates/Seen"),
        source("newest-by: { date: Seen, default: 0 }"),
        intercom("region: eu, version: '2.10'"),
        intercom("region: us, version: '1.4'"),
        intercom("base-url: 'https://proxy.example.com', version: '1.4'"),
        intercom("base-url: 'https://proxy.example.com/intercom'"),
        intercom("base-url: '${API}'"),
        intercom("base-url: 'http://127.0.0.1:8080'"),
        job("intercom:\n  access-token: ${TOKEN}\n  base-url: ${API}"),
        job("schedule: ${CRON}", "time-zone: ${ZONE}"),
        intercom("access-token: '${TOKEN}', reserve-percent: 90, workspace: acme"),
        intercom("attempts: 20, longest-wait: 500ms, ride-out: 0s"),
        intercom("ride-out: 2 h"),
        intercom("access-token: '${file:secrets/token}', on-archived: unarchive, on-deleted: create"),
        Sample.create("email: { property: Email, blank: clear }, id: /properties/intercom"),
        Sample.create("phone-number: { from: /properties/Phone }, name: /name"),
        Sample.create("signed-up-at: { date: First }, last-request-at: 1521134626"),
        Sample.create("signed-up-at: '2026-11-20T00:00:00Z', last-request-at: { date: Last, default: 0 }"),
        Sample.create("unsubscribed-from-emails: { flag: Out, default: 'no' }, allow-resubscribe: true"),
        Sample.create("update-last-request-at: true"),
        Sample.create("update-last-request-at: { flag: Now, default: 'no' }"),
        Sample.create("last-seen-ip: { property: ip, blank: clear, as-custom-attribute: last_ip }"),
        Sample.create("last-seen-user-agent: { from: /ua, as-custom-attribute: 'User agent' }"),
        Sample.create("new-session: { value: true, as-custom-attribute: new_session }"),
        Sample.create("new-session: { flag: New, default: false, as-custom-attribute: new_session }"),
        Sample.create("owner-id: { property: Owner, as-custom-attribute: owner }"),
        Sample.create("role: user, avatar: 'https://example.com/ada.png', owner-id: 814860"),
        Sample.create("role: /properties/role, avatar: /properties/picture, owner-id: /metrics/owner"),
        Sample.create("role: { property: role, default: User }, owner-id: { property: owner, blank: clear }"),
        Sample.create("avatar: { property: picture, default: 'http://example.com/a.png', blank: clear }"),
        Sample.create("owner-id: '814860'"),
        Sample.create("custom-attributes: {}"),
        actions("create-or-update-user", "email: /properties/Email"),
        attribute("free"),
        attribute("12.5"),
        attribute("false"),
        attribute("/properties/a~1b~0c"),
        attribute("{ value: /not/a/pointer }"),
        attribute("{ metric: 5216, default: 0, blank: clear }"),
        tag("add-tag-based-on-user-id", "name: VIP"),
        tag("add-tag-based-on-user-id", "name: VIP, untag: on-leave, adopt-members: true"),
        tag("add-tag-based-on-user-id", "name: VIP, untag: true"),
        tag("add-tag-based-on-user-id", "name: VIP, untag: false, user-id: { property: id }"),
        tag("add-tag-based-on-email", "name: VIP, email: /properties/Email"),
        tag("add-tag-based-on-id", "name: VIP, id: /intercom"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ VIP, 'Trial *', 30 ], prefix: 'ts: ' }"),
        tag("add-tag-based-on-user-id", "name: { each: badge, only: [ '*' ] }, untag: on-leave, adopt-members: true"),
        tag(
                "add-tag-based-on-user-id",
                "name: { each: badge, only: [ '${EXPORTS}' ], prefix: '${CRON} ' }, untag: true"),
        tag("add-tag-based-on-user-id", "name: { each: badge, only: [ A ], prefix: " + "x".repeat(127) + " }"),
        csv(tag("add-tag-based-on-user-id", "name: { each: audience, only: [ VIP ] }")),
        when("{ audience: VIP }"),
        when("{ badge: 30, flag: Returning }"),
        when("{ equals: { /properties/Plan: gold, /metrics/n: 3, /flags/f: true } }"),
        when("{ any: [ { badge: Fan }, { all: [ { audience: A }, { not: { flag: F } } ] } ] }"),
        attribute("{ property: Plan, as: text, blank: clear }"),
        attribute("{ from: /metrics/n, as: number, default: 0 }"),
        attribute("{ property: Paying, as: boolean, default: 'no' }"),
        attribute("{ property: Since, as: date, default: '2026-11-20' }"),
        csv(job()),
        csv(source("mode: snapshot")),
        csv(source("mode: snapshot", "complete: true", "newest-by: { column: seen }")),
        csv(source("delimiter: semicolon")),
        source("delimiter: semicolon").replace("audience-store", "auto"),
        source("mode: snapshot").replace("audience-store", "auto"),
        attribute("{ column: plan }").replace("audience-store", "auto"),
        csv(source("delimiter: ';'")),
        csv(job("source: { stream: audience, location: a, format: csv, mode: stream, delimiter: \"\\t\" }")),
        csv(attribute("{ column: plan, as: number }")),
        csv(attribute("/a~1b")),
        csv(when("{ flag: paying, equals: { /plan: gold } }")),
        told("location: [ 'a/*.gz', { name: A, location: 'b/*.gz', membership: left } ]"),
        told(
                "location: [ { name: A, location: 'a/*', membership: joined }, { location: b, membership: from-record } ]"),
        csv(told("location: [ { name: A, location: 'a/*', membership: left } ]")),
        told("location: [ { name: A, location: 'b/{date}/*.gz' } ]"),
        Sample.events(actions("create-or-update-user", "user-id: /udo.id")),
        Sample.events(attribute("/dom.title")),
        Sample.events(attribute("/dom.title")).replace("format: event-store", "format: auto"),
        eventsWhen("{ equals: { /tealium_event: purchase }, not: { flag: udo.test } }"),
        csv(attribute("{ property: Plan }")),
        csv(when("{ audience: VIP }")),
        csv(when("{ not: { badge: Fan } }")),
        csv(source("newest-by: { date: Seen }")),
    };

    static final String[] REFUSED = {
        Sample.events(source("delimiter: tab")),
        Sample.events(attribute("/a")).replace("format: event-store", "format: csv"),
        intercom("ride-out: 30"),
        intercom("ride-out: forever"),
        intercom("longest-wait: -1s"),
        intercom("attempts: 0"),
        "[ a, list ]",
        "text",
        job("name"),
        job("name: 7"),
        job("name: ../sample"),
        job("source"),
        job("source:"),
        job("actions"),
        job("actions: []"),
        job("actions: { action: create-or-update-user }"),
        job("extra: 1"),
        job("retired-tags: []"),
        job("retired-tags: VIP"),
        job("retired-tags: [ ' ' ]"),
        job("retired-tags: [ 2026 ]"),
        job("schedule: nightly"),
        job("schedule: 30"),
        job("time-zone: ''"),
        job("limits: { max-untag-percent: 101 }"),
        job("limits: { max-untag-percent: -1 }"),
        job("limits: { max-untag-percent: '20' }"),
        job("limits: { max-reject-percent: 2.5 }"),
        job("limits: { max-users-percent: 5 }"),
        job("verify: weekly"),
        job("verify: { every: 7 }"),
        job("verify: { every: weekly }"),
        job("verify: { every: 0d }"),
        job("verify: { every: 1000000d }"),
        job("verify: { on-drift: ignore }"),
        job("verify: { on-deleted: create }"),
        source("stream: event"),
        source("stream"),
        source("format: event-store"),
        source("stream: event", "format: event-store", "mode: snapshot"),
        source("stream: event", "format: event-store", "mode: snapshot", "complete: true"),
        told("location: { name: A, location: a, membership: left }"),
        told("location: [ { name: A, membership: left } ]"),
        told("location: [ { location: a, membership: left } ]"),
        told("location: [ { location: a, membership: joined } ]"),
        told("location: [ { name: A, location: a, membership: leaver } ]"),
        told("location: [ { name: A, location: a, format: csv } ]"),
        told("location: [ { name: [ A ], location: a } ]"),
        source("format"),
        source("delimiter: comma"),
        csv(source("delimiter: ';;'")),
        csv(source("delimiter: '\"'")),
        csv(source("delimiter: ''")),
        csv(source("delimiter: 1")),
        csv(source("delimiter: colon")),
        source("location"),
        source("location: []"),
        source("location: ''"),
        source("location: [ 3 ]"),
        source("mode"),
        source("mode: append"),
        source("mode: snapshot"),
        source("mode: snapshot", "complete: false"),
        source("complete: 'true'"),
        source("newest-by: 12"),
        source("newest-by: { value: 12 }"),
        source("newest-by: { date: Seen, blank: clear }"),
        source("glob: '*.gz'"),
        intercom("region: us, base-url: 'https://api.intercom.io'"),
        intercom("region: de"),
        intercom("version: 2.16"),
        intercom("version: '2.9'"),
        intercom("version: '2.17'"),
        intercom("version: '1.3'"),
        intercom("version: '1.4', region: eu"),
        intercom("version: '1.4', on-archived: unarchive"),
        intercom("access-token: dG9rOmFiYw"),
        intercom("access-token: 'Bearer ${TOKEN}'"),
        intercom("access-token: '${TOKEN}${TOKEN}'"),
        intercom("access-token: 12345"),
        intercom("reserve-percent: 91"),
        intercom("on-archived: create"),
        intercom("on-deleted: unarchive"),
        intercom("workspace: 12"),
        intercom("token: '${TOKEN}'"),
        actions("create-user", "user-id: /properties/id"),
        actions("create-or-update-user", "id: /properties/id"),
        actions("create-or-update-user", "name: /properties/name"),
        actions("create-or-update-user", "user-id: literal"),
        actions("create-or-update-user", "user-id: { value: literal }"),
        actions("create-or-update-user", "user-id: { property: id, default: nobody }"),
        actions("create-or-update-user", "user-id: { property: id, blank: clear }"),
        actions("create-or-update-user", "email: { property: Email, default: nobody@example.com }"),
        job("actions: [ { action: create-or-update-user } ]"),
        job("actions: [ { parameters: { user-id: /properties/id } } ]"),
        job("actions: [ { action: create-or-update-user, untag: true, parameters: { user-id: /properties/id } } ]"),
        Sample.create("last-seen-ip: { property: ip, as-custom-attribute: a.b }"),
        Sample.create("last-seen-ip: { property: ip, as-custom-attribute: '' }"),
        Sample.create("last-seen-ip: { property: ip, as-custom-attribute: 7 }"),
        Sample.create("last-seen-ip: { property: ip, as: text, as-custom-attribute: ip }"),
        Sample.create("name: { property: name, as-custom-attribute: called }"),
        Sample.create("avatar: { property: picture, as-custom-attribute: picture }"),
        Sample.create("role: { property: role, as-custom-attribute: role }"),
        Sample.create("signed-up-at: { date: First, as-custom-attribute: since }"),
        Sample.create("unsubscribed-from-emails: { flag: Out, as-custom-attribute: out }"),
        Sample.create("update-last-request-at: { flag: Now, as-custom-attribute: now }"),
        attribute("{ property: Plan, as-custom-attribute: level }"),
        Sample.create("update-last-request-at: { flag: Now, blank: clear }"),
        Sample.create("new-session: { flag: New, blank: clear, as-custom-attribute: new }"),
        Sample.create("new-session: { value: often, as-custom-attribute: new }"),
        Sample.create("role: lead"),
        Sample.create("role: { property: role, default: lead }"),
        Sample.create("role: { property: role, blank: clear }"),
        Sample.create("role: 7"),
        Sample.create("avatar: ftp://example.com/ada.png"),
        Sample.create("avatar: ada.png"),
        Sample.create("avatar: 12"),
        Sample.create("avatar: { property: picture, as: text }"),
        Sample.create("owner-id: 1.5"),
        Sample.create("owner-id: ada"),
        Sample.create("owner-id: true"),
        Sample.create("owner-id: { property: owner, default: nobody }"),
        Sample.create("user_name: /properties/name"),
        Sample.create("allow-resubscribe: 'true'"),
        Sample.create("signed-up-at: true"),
        Sample.create("signed-up-at: yesterday"),
        Sample.create("signed-up-at: { date: First, default: never }"),
        Sample.create("unsubscribed-from-emails: maybe"),
        Sample.create("unsubscribed-from-emails: { flag: Out, default: 2 }"),
        Sample.create("custom-attributes: [ plan ]"),
        Sample.create("custom-attributes: { a.b: 1 }"),
        Sample.create("custom-attributes: { 'a$b': 1 }"),
        Sample.create("custom-attributes: { '': 1 }"),
        Sample.create("custom-attributes: { " + "x".repeat(191) + ": 1 }"),
        attribute("null"),
        attribute("''"),
        attribute("[ a ]"),
        attribute("/properties/a~2b"),
        attribute("{}"),
        attribute("{ default: free }"),
        attribute("{ property: Plan, metric: Plan }"),
        attribute("{ property: '' }"),
        attribute("{ property: true }"),
        attribute("{ from: properties/Plan }"),
        attribute("{ value: free, default: free }"),
        attribute("{ value: free, blank: clear }"),
        attribute("{ value: null }"),
        attribute("{ property: Plan, blank: keep }"),
        attribute("{ property: Plan, default: [ a ] }"),
        attribute("{ attribute: Plan }"),
        attribute("{ property: Plan, as: string }"),
        attribute("{ value: 12, as: number }"),
        attribute("{ property: Plan, as: number, default: many }"),
        attribute("{ property: Plan, as: boolean, default: 2 }"),
        attribute("{ property: Plan, as: date, default: soon }"),
        Sample.create("name: { property: Name, as: text }"),
        Sample.create("signed-up-at: { date: First, as: date }"),
        Sample.create("unsubscribed-from-emails: { flag: Out, as: boolean }"),
        Sample.create("email: { property: Email, as: text }"),
        source("newest-by: { date: Seen, as: date }"),
        tag("add-tag-based-on-user-id", "untag: on-leave"),
        tag("add-tag-based-on-user-id", "name: ' '"),
        tag("add-tag-based-on-user-id", "name: 2026"),
        tag("add-tag-based-on-user-id", "name: [ VIP ]"),
        tag("add-tag-based-on-user-id", "name: {}"),
        tag("add-tag-based-on-user-id", "name: { each: audience }"),
        tag("add-tag-based-on-user-id", "name: { only: [ VIP ] }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: VIP }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [] }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ '' ] }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ true ] }"),
        tag("add-tag-based-on-user-id", "name: { each: audiences, only: [ VIP ] }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ VIP ], prefix: ' ' }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ VIP ], prefix: 7 }"),
        tag("add-tag-based-on-user-id", "name: { each: audience, only: [ VIP ], suffix: ts }"),
        tag("add-tag-based-on-user-id", "name: { each: badge, only: [ A ], prefix: " + "x".repeat(128) + " }"),
        tag("add-tag-based-on-user-id", "name: VIP, email: /properties/Email"),
        tag("add-tag-based-on-email", "name: VIP, email: /properties/Email, user-id: /properties/id"),
        tag("add-tag-based-on-user-id", "name: VIP, user-id: everybody"),
        tag("add-tag-based-on-user-id", "name: VIP, untag: 'true'"),
        tag("add-tag-based-on-user-id", "name: VIP, untag: leave"),
        tag("add-tag-based-on-user-id", "name: VIP, adopt-members: 1"),
        tag("add-tag-based-on-user-id", "name: VIP, custom-attributes: { plan: gold }"),
        when("{}"),
        when("null"),
        when("VIP"),
        when("{ audience: [ A, B ] }"),
        when("{ audience: true }"),
        when("{ segment: VIP }"),
        when("{ any: [] }"),
        when("{ all: { audience: A } }"),
        when("{ not: [ { audience: A } ] }"),
        when("{ equals: {} }"),
        when("{ equals: { Plan: gold } }"),
        when("{ equals: { /properties/Plan: null } }"),
    };

    /** What needs the file's name, the environment, another part of the definition, or more than a pattern. */
    static final String[] REFUSED_BY_THE_LOADER_ONLY = {
        job("name: other"),
        Sample.create("last-seen-ip: /properties/ip"),
        Sample.create("last-seen-user-agent: /properties/ua"),
        Sample.create("new-session: true"),
        Sample.create("last-seen-ip: { property: ip, as-custom-attribute: " + "x".repeat(191) + " }"),
        Sample.create("last-seen-ip: { property: a, as-custom-attribute: ip }, custom-attributes: { ip: /b }"),
        job("schedule: '61 2 * * *'"),
        job("schedule: '0 0 2 30 FEB MONDAY'"),
        job("time-zone: Europe/Bärlin"),
        source("location: '${UNSET}/*.gz'"),
        source("location: '${BLANK}/*.gz'"),
        source("location: '${not a name}'"),
        source("location: '${file:/etc/hosts}'"),
        source("location: 'a[.gz'"),
        intercom("base-url: 'http://api.example.com'"),
        intercom("base-url: 'ftp://api.example.com'"),
        intercom("base-url: 'https://me:secret@api.example.com'"),
        intercom("base-url: 'api.intercom.io'"),
        tag("add-tag-based-on-email", "name: VIP"),
        tag("add-tag-based-on-id", "name: VIP"),
        Sample.events(tag("add-tag-based-on-email", "name: VIP, email: /udo.email")),
        eventsWhen("{ audience: A }"),
        eventsWhen("{ badge: A }"),
        Sample.events(attribute("{ property: plan }")),
        Sample.events(attribute("{ column: plan }")),
        told("location: [ { name: B, location: a, membership: left } ]"),
        told("location: [ { name: A, location: a, membership: left }, { name: A, location: a, membership: joined } ]"),
        told("location: [ { name: A, location: a, membership: left } ]")
                .replace("mode: stream", "mode: snapshot, complete: true"),
        attribute("{ column: plan }"),
        csv(attribute("/properties/Plan")),
        csv(when("{ equals: { /properties/Plan: gold } }")),
    };

    private static String eventsWhen(String condition) {
        return Sample.events(job("actions: [ { action: create-or-update-user, when: " + condition
                + ", parameters: { user-id: /properties/id } } ]"));
    }

    /** A definition that asks about the audience A. */
    private static String told(String location) {
        return source(location).replace("actions: [ {", "actions: [ { when: { audience: A },");
    }

    @BeforeAll
    static void readSchema() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("jobs", "schema", "job.schema.json")), InputFormat.JSON);
    }

    @ParameterizedTest
    @FieldSource("ACCEPTED")
    void bothAccept(String text) {
        assertThat(Sample.problems(text)).isEmpty();
        assertThat(schemaErrors(text)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("REFUSED")
    void bothRefuse(String text) {
        assertThat(Sample.problems(text)).isNotEmpty();
        assertThat(schemaErrors(text)).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("REFUSED_BY_THE_LOADER_ONLY")
    void onlyTheLoaderCanRefuse(String text) {
        assertThat(Sample.problems(text)).isNotEmpty();
        assertThat(schemaErrors(text)).isEmpty();
    }

    static Iterable<?> schemaErrors(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setTagConstructors(Map.of(Tag.ENV_TAG, node -> ((ScalarNode) node).getValue()))
                .build();
        String json = JsonMapper.shared().writeValueAsString(new Load(settings).loadFromString(text));
        return schema.validate(json, InputFormat.JSON);
    }
}
