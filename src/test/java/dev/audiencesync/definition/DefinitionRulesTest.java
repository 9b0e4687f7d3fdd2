package dev.audiencesync.definition;

import static dev.audiencesync.definition.Sample.attribute;
import static dev.audiencesync.definition.Sample.csv;
import static dev.audiencesync.definition.Sample.intercom;
import static dev.audiencesync.definition.Sample.job;
import static dev.audiencesync.definition.Sample.source;
import static dev.audiencesync.definition.Sample.tag;
import static dev.audiencesync.definition.Sample.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a refusal says: its line, what is wrong, and the fix. */
class DefinitionRulesTest {

    static final List<Arguments> REFUSALS = List.of(
            arguments(job("name"), ":1: the definition needs `name` → add `name: sample`"),
            arguments(job("name: a/b"), ":1: `name` must be a name a file can have"),
            arguments(job("retired-tags: [ A, ' a' ]"), ":4: `retired-tags` has `a` twice → keep one of the two"),
            arguments(
                    job(
                            "actions: [ { action: add-tag-based-on-email, parameters: { name: Vip, email: /e } } ]",
                            "retired-tags: [ ' VIP ' ]"),
                    ":4: the tag `VIP` is retired, but the action on line 3 names it → remove that action"),
            arguments(source("stream: event"), ":2: the records of `stream: event` are EventStore's"),
            arguments(
                    source("format: cvs"),
                    ":2: `format` must be one of `audience-store`, `csv`, `event-store`, `auto`, but is the text `cvs`"),
            arguments(source("delimiter: tab"), ":2: only CSV files have a `delimiter` → remove it"),
            arguments(
                    csv(source("delimiter: space")),
                    ":2: `delimiter` must be one of `comma`, `semicolon`, `tab`, `pipe`, or one character in quotes, but is"),
            arguments(
                    attribute("{ column: plan }"),
                    ":3: an AudienceStore record has no columns → write `{ property: … }`, `metric`, `flag` or `date`; or"
                            + " `/plan` for a name at the record's top level"),
            arguments(
                    csv(attribute("/properties/Plan")),
                    ":3: `/properties/Plan` points into a column, but a CSV record is flat → name a column: `/properties`;"
                            + " or `{ column: properties/Plan }` if the slash belongs to its name"),
            arguments(
                    csv(when("{ equals: { /properties/Plan: gold } }")),
                    ":5: `/properties/Plan` points into a column, but a CSV record is flat"),
            arguments(
                    csv(Sample.create("email: a@b.c")),
                    ":3: `email` cannot be the same for every record → take it from the record: `{ column: … }`"),
            arguments(
                    csv(tag("add-tag-based-on-email", "name: A")),
                    "nor a create-or-update-user has it → add `email: { column: … }`"),
            arguments(
                    csv(Sample.actions("create-or-update-user", "name: /name")),
                    "needs `user-id` or `email` → add `user-id: { column: … }` or `email: { column: … }`"),
            arguments(
                    Sample.create("name: { property: Name, as: text }"),
                    ":3: `name` has a type of its own; only custom attributes take `as` → remove `as`"),
            arguments(
                    attribute("{ property: Visits, as: number, default: none }"),
                    ":3: `default` is no number, but the value is sent as one → write a number here too"),
            arguments(source("format: event-store"), ":2: EventStore files hold events, not visitors"),
            arguments(source("mode"), ":2: `source` needs `mode` → add `mode: stream` if"),
            arguments(source("mode: steam"), "is the text `steam` → did you mean `stream`?"),
            arguments(source("mode: snapshot"), ":2: AudienceStore files are an append stream: a visitor missing"),
            arguments(source("mode: snapshot"), "or add `complete: true` if each run's files hold the whole audience"),
            arguments(source("newest-by: 3"), ":2: `newest-by` cannot be the same for every record"),
            arguments(source("location: '${UNSET}/a'"), ":2: the environment variable UNSET is not set, or empty"),
            arguments(source("location: '${BLANK}/a'"), ":2: the environment variable BLANK is not set, or empty"),
            arguments(source("location: '${a b}'"), ":2: `${a b}` is not a placeholder"),
            arguments(source("location: '${EXPORTS'"), ":2: `${EXPORTS` is not a placeholder"),
            arguments(source("location: 'a[.gz'"), ":2: `location` is not a glob"),
            arguments(intercom("version: 2.10"), ":4: `version` is not quoted: as a number 2.10 would be read as 2.1"),
            arguments(intercom("version: 2.10"), " → write `version: \"2.10\"`"),
            arguments(intercom("version: 2"), " → write `version: \"2.16\"`"),
            arguments(
                    intercom("version: '3.0'"), ":4: `version` must be \"1.4\" or a version from \"2.10\" to \"2.16\""),
            arguments(
                    intercom("region: eu, version: '1.4'"),
                    ":4: the Users API (`version: \"1.4\"`) is served on the US host only, and `region: eu` is another"
                            + " → write `version: \"2.16\"`, or `region: us` where the workspace is there"),
            arguments(intercom("version: '1.4', region: au"), "on the US host only, and `region: au` is another"),
            arguments(
                    intercom("version: '1.4', on-archived: unarchive"),
                    "has no call that brings an archived person back → write `on-archived: reject`, or `version: \"2.16\"`"),
            arguments(
                    intercom("region: us, base-url: 'https://a.example'"),
                    ":4: `region` and `base-url` both say where Intercom is → keep one"),
            arguments(intercom("base-url: 'http://a.example'"), ":4: `base-url` must begin with https"),
            arguments(job("intercom:\n  base-url: ${UNSET}"), ":5: the environment variable UNSET is not set"),
            arguments(intercom("reserve-percent: 95"), "must be a whole number from 0 to 90, but is the number 95"),
            arguments(
                    intercom("on-archived: delete"), "must be one of `reject`, `unarchive`, but is the text `delete`"),
            arguments(
                    job("verify: { every: weekly }"),
                    "`every` must be a span of time, but is the text `weekly` → write a number and `ms`, `s`, `m`, `h` or"
                            + " `d`: `30s`"),
            arguments(job("verify: { every: 0d }"), "`every` is no time at all → write `every: 7d`, or remove it"),
            arguments(
                    job("verify: { on-drift: restored }"),
                    "`on-drift` must be one of `report`, `restore`, `respect`, but is the text `restored` → did you mean"
                            + " `restore`?"),
            arguments(job("actions: []"), ":3: `actions` is an empty list"),
            arguments(
                    job("actions: [ { action: tag, parameters: {} } ]"),
                    "the connector's actions are `create-or-update-user`, `add-tag-based-on-id`,"
                            + " `add-tag-based-on-user-id`, `add-tag-based-on-email`"),
            arguments(
                    job("actions:\n  - action: create-or-update-user\n    parameters:\n      userId: /a"),
                    ":6: `parameters` of create-or-update-user has no key `userId` → did you mean `user-id`?"),
            arguments(
                    job("actions:\n  - action: create-or-update-user\n    parameters:\n      id: /a"),
                    ":6: create-or-update-user needs `user-id` or `email`: `id` alone cannot create a user"),
            arguments(
                    Sample.create("\n  last-seen-ip: /properties/ip"),
                    ":4: Intercom's Contacts API (2.x) has no `last-seen-ip` → send it as a custom attribute instead"),
            arguments(
                    Sample.create("\n  last-seen-ip: /properties/ip"),
                    "instead: `last-seen-ip: { property: …, as-custom-attribute: last_seen_ip }`"),
            arguments(Sample.create("new-session: true"), ":3: Intercom's Contacts API (2.x) has no `new-session`"),
            arguments(
                    Sample.create(
                            "last-seen-ip: { property: a, as-custom-attribute: ip }, custom-attributes: { ip: /b }"),
                    ":3: the custom attribute `ip` is mapped twice: here, as `last-seen-ip`, and before"),
            arguments(
                    Sample.create("last-seen-ip: { property: a, as-custom-attribute: a.b }"),
                    "the custom attribute `a.b` has a `.` or `$` in its name"),
            arguments(
                    Sample.create("name: { property: Name, as-custom-attribute: n }"),
                    ":3: `name` is not sent as a custom attribute of another name → remove `as-custom-attribute`"),
            arguments(
                    Sample.create("role: lead"),
                    ":3: `role` can only be `user`, for leads are nobody's here → write `user`, or remove it"),
            arguments(Sample.create("avatar: ada.png"), ":3: `avatar` is a web address, but is given a constant"),
            arguments(Sample.create("owner-id: 1.5"), ":3: `owner-id` is a whole number, but is given a constant"),
            arguments(Sample.create("role: { property: R, blank: clear }"), ":3: `role` cannot be cleared"),
            arguments(
                    Sample.create("name: " + "x".repeat(256)),
                    ":3: `name` is given a constant of more than 255 characters, which Intercom refuses → shorten it"),
            arguments(
                    attribute("{ property: Plan, default: " + "x".repeat(256) + " }"),
                    ":3: the custom attribute `plan` is given a constant of more than 255 characters"),
            arguments(
                    Sample.create("email: { property: Email, default: a@b.c }"),
                    ":3: `email` identifies the person: a `default` would make one person of many"),
            arguments(Sample.create("email: a@b.c"), ":3: `email` cannot be the same for every record"),
            arguments(Sample.create("signed-up-at: soon"), ":3: `signed-up-at` is a time"),
            arguments(Sample.create("update-last-request-at: soon"), ":3: `update-last-request-at` is true or false"),
            arguments(Sample.create("custom-attributes: { a.b: 1 }"), "has a `.` or `$` in its name"),
            arguments(attribute("[ a ]"), "`plan` must be a text, a number, true or false, but is a list"),
            arguments(attribute("null"), "`plan` must be a text, a number, true or false, but is nothing"),
            arguments(attribute(".inf"), "`plan` must be a number Intercom can hold, but is the number .inf"),
            arguments(attribute("1e999999999"), "`plan` must be a number Intercom can hold"),
            arguments(attribute("/a~2"), "must be a JSON Pointer such as `/properties/Plan`, but is the text `/a~2`"),
            arguments(
                    attribute("{ property: a, flag: b }"),
                    "must have exactly one of `property`, `metric`, `flag`, `date`, `column`, `from`, `value`, but has"
                            + " `property`, `flag`"),
            arguments(attribute("{ value: a, blank: clear }"), "`blank` has no effect on a literal `value`"),
            arguments(
                    tag("add-tag-based-on-user-id", "untag: on-leave"),
                    ":5: `parameters` of add-tag-based-on-user-id needs `name`"),
            arguments(tag("add-tag-based-on-user-id", "name: 7"), ":5: `name` must be text, but is the number 7"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: A, email: /a"),
                    ":5: add-tag-based-on-user-id finds people by `user-id`, not by `email`"
                            + " → write `user-id`, or use the action `add-tag-based-on-email`"),
            arguments(
                    tag("add-tag-based-on-email", "name: A"),
                    ":5: the tag `A` finds its people by `email`, but neither this action nor a"
                            + " create-or-update-user has it → add `email: { property: … }`"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: A, untag: 'true'"),
                    ":5: `untag` must be one of `false`, `on-leave`, `true`, but is the text `true`"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: audience }"),
                    ":5: `name` needs `only` → say which, with `*` and `?` where you like: `only: [ VIP, \"Trial *\" ]`;"
                            + " `only: [ \"*\" ]` is all of them"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: audience, only: [] }"),
                    ":5: `only` is an empty list → say which"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: audience, only: VIP }"),
                    ":5: `only` must be a list, but is the text `VIP` → say which"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { only: [ VIP ] }"),
                    ":5: `name` needs `each` → add `each: audience` or `each: badge`, or write a text for one tag"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: audiences, only: [ VIP ] }"),
                    ":5: `each` must be one of `audience`, `badge`, but is the text `audiences` → did you mean `audience`?"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: badge, onyl: [ VIP ] }"),
                    ":5: `name` has no key `onyl` → did you mean `only`?"),
            arguments(
                    tag(
                            "add-tag-based-on-user-id",
                            "name: { each: badge, only: [ VIP ], prefix: " + "x".repeat(128) + " }"),
                    ":5: `prefix` is longer than 127 characters → shorten it"),
            arguments(
                    tag("add-tag-based-on-email", "name: { each: audience, only: [ VIP ] }"),
                    ":5: the tag of each audience finds its people by `email`, but neither"),
            arguments(
                    tag("add-tag-based-on-user-id", "name: { each: badge, only: [ Fan ], prefix: 'ts: ' }")
                            + "retired-tags: [ 'TS: fan' ]",
                    ":6: the tag `TS: fan` is retired, but the action on line 5 makes it → take its name out of `only`"
                            + " there, or take the tag out of `retired-tags`"),
            arguments(when("{}"), ":5: `when` asks nothing"),
            arguments(when("VIP"), ":5: `when` must be a condition, but is the text `VIP`"),
            arguments(when("{ audiences: A }"), ":5: `when` has no key `audiences` → did you mean `audience`?"),
            arguments(when("{ any: [] }"), ":5: `any` is an empty list"),
            arguments(when("{ equals: { Plan: a } }"), "`equals` must name a place in the record, but names `Plan`"),
            arguments(job("limits: { max-untag-percent: 120 }"), "a whole number from 0 to 100, but is the number 120"),
            arguments(job("schedule: '@daily'"), ":4: `schedule` must be a cron expression of five fields"),
            arguments(job("schedule: '99 2 * * *'"), ":4: `schedule` must be a cron expression of five fields"),
            arguments(job("time-zone: Mars/Olympus"), ":4: `time-zone` must be a time zone"));

    @ParameterizedTest
    @FieldSource("REFUSALS")
    void aRefusalNamesLineProblemAndFix(String text, String problem) {
        assertThat(Sample.problems(text)).singleElement().asString().contains(problem);
    }

    /** Beside what is said of the version itself. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "role: user                                             | has no `role` → remove it: there everybody is a user",
                "owner-id: 7                                            | has no `owner-id` → send it as a custom attribute"
                        + " instead: `owner-id: { property: …, as-custom-attribute: owner_id }`",
                "owner-id: { metric: Owner, as-custom-attribute: owner } | ",
                "last-seen-ip: /ip, last-seen-user-agent: /ua           | ",
                "new-session: true, avatar: 'https://example.com/a.png' | ",
                "update-last-request-at: true                           | "
            })
    void theUsersApiHasOtherParameters(String parameters, String refusal) {
        String text = Sample.create(parameters) + "intercom: { version: '1.4' }\n";

        assertThat(Sample.problems(text).stream()
                        .map(Problem::toString)
                        .filter(problem -> !problem.contains("version"))
                        .toList())
                .hasSize(refusal == null ? 0 : 1)
                .allSatisfy(problem -> assertThat(problem).contains("Intercom's Users API (1.4) " + refusal));
    }

    @Test
    void aParameterThatIsSentAsACustomAttributeIsOne() {
        Action.CreateOrUpdateUser create = Sample.load(Sample.create("last-seen-ip: { property: IP,"
                        + " as-custom-attribute: last_ip }, new-session: { value: 'yes', as-custom-attribute: session },"
                        + " owner-id: { value: '7', as-custom-attribute: owner }, custom-attributes: { plan: gold }"))
                .createActions()
                .get(0);

        assertThat(create.parameters()).containsOnlyKeys(Parameter.USER_ID);
        assertThat(create.customAttributes())
                .containsOnly(
                        Map.entry("last_ip", new Value.FromRecord("/properties/IP", null, false, Value.Type.TEXT)),
                        Map.entry("owner", new Value.Literal(new BigDecimal(7))),
                        Map.entry("plan", new Value.Literal("gold")),
                        Map.entry("session", new Value.Literal(true)));
    }

    /** What the places of a record are is not known before its format is. */
    @Test
    void aMisspelledFormatIsTheOnlyProblem() {
        assertThat(Sample.problems(attribute("{ column: plan }").replace("format: audience-store", "format: CSV")))
                .singleElement()
                .asString()
                .contains("did you mean `csv`?");
    }

    @Test
    void tagsDoNotExistForEvents() {
        String text = Sample.events(tag("add-tag-based-on-user-id", "name: VIP, user-id: /udo.id"));

        assertThat(Sample.problems(text))
                .extracting(Problem::message)
                .containsExactly(
                        "`add-tag-based-on-user-id` does not exist for `stream: event`: the connector offers its tag"
                                + " actions for AudienceStream only, and `create-or-update-user` for both");
    }

    @Test
    void aMisspelledKeyIsNotMissingAsWell() {
        assertThat(Sample.problems(job("actions: [ { action: create-or-update-user, parameters: { emial: /a } } ]")))
                .singleElement()
                .asString()
                .contains("did you mean `email`?");
    }

    @Test
    void whatMayBeASecretIsNeverShown() {
        List<String> texts = List.of(
                intercom("access-token: s3cret"),
                intercom("access-token: 'Bearer s3cret'"),
                intercom("access-token: '${A}s3cret'"),
                intercom("access-token: [ s3cret ]"),
                intercom("acess-token: s3cret"),
                intercom("base-url: 'https://me:s3cret@api.example.com'"),
                intercom("base-url: 'https://s3cret@host name'"),
                intercom("access-token: s3cret: x"));
        for (String text : texts) {
            assertThat(Sample.problems(text)).as(text).isNotEmpty();
            assertThat(Sample.problems(text).toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void aTokenIsNeededNeitherInTheDefinitionNorInTheEnvironment() {
        assertThat(Sample.load(intercom("region: eu")).intercom().accessToken()).isNull();
        assertThat(Sample.load(job("intercom:\n  access-token: ${UNSET_TOKEN}"))
                        .intercom()
                        .accessToken())
                .isEqualTo(new SecretReference.EnvironmentVariable("UNSET_TOKEN"));
        assertThat(Sample.load(job("intercom:\n  access-token: ${file:secrets/token}"))
                        .intercom()
                        .accessToken())
                .isEqualTo(new SecretReference.SecretFile("secrets/token"));
    }
}
