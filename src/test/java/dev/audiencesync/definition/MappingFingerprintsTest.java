package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingFingerprintsTest {

    private static final String BASE =
            """
            name: sample
            source: { stream: audience, location: '*.gz', format: audience-store, mode: stream }
            intercom: { region: us }
            actions:
              - action: create-or-update-user
                when: { badge: Fan }
                parameters:
                  user-id: { property: id }
                  name: /properties/Name
                  unsubscribed-from-emails: { flag: Out }
                  custom-attributes: { plan: { property: Plan, default: 1 }, city: { property: City } }
              - action: add-tag-based-on-user-id
                when: { any: [ { audience: A }, { audience: B } ] }
                parameters: { name: VIP, untag: on-leave }
              - action: add-tag-based-on-user-id
                parameters: { name: Reader }
            """;

    private static final MappingFingerprints FINGERPRINTS = Sample.load(BASE).mappingFingerprints();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: sample             | '# comment¶name: sample'",
                "'*.gz'                   | /elsewhere/*.gz",
                "mode: stream             | mode: snapshot, complete: true",
                "mode: stream             | mode: stream, newest-by: { date: Last visit }",
                "region: us               | region: eu, access-token: '${T}', version: '2.10'",
                "intercom:                | 'limits: { max-untag-percent: 3 }¶schedule: 1 2 * * *¶intercom:'",
                "intercom:                | 'verify: { every: 7d, on-drift: restore }¶intercom:'",
                "{ property: id }         | /properties/id",
                "default: 1               | default: 1.0",
                "{ audience: A }, { audience: B } | { audience: B }, { audience: A }",
                "name: VIP, untag: on-leave | untag: on-leave, name: VIP",
                "name: Reader             | 'name: Reader, untag: false'",
            })
    void whatDoesNotTouchPeopleDoesNotTouchTheFingerprints(String from, String to) {
        assertThat(edited(from, to)).isEqualTo(FINGERPRINTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/properties/Name        | /properties/Nom       | name                       | ",
                "default: 1              | default: 2            | custom_attributes.plan     | ",
                "default: 1              | default: '1'          | custom_attributes.plan     | ",
                "property: City          | property: City, blank: clear | custom_attributes.city | ",
                "property: City          | property: City, as: number | custom_attributes.city | ",
                "city:                   | town:                 | custom_attributes.city,custom_attributes.town | ",
                "unsubscribed-from       | 'allow-resubscribe: true¶      unsubscribed-from' | unsubscribed_from_emails | ",
                "{ flag: Out }           | true                  | unsubscribed_from_emails   | ",
                "{ audience: B }         | { badge: B }          |                            | vip",
                "any:                    | all:                  |                            | vip",
                "untag: on-leave         | untag: true           |                            | vip",
                "untag: on-leave         | 'untag: on-leave, adopt-members: true' |           | vip",
                "name: VIP               | 'name: VIP, user-id: /properties/other' |          | vip",
                "{ name: Reader }        | '{ name: Reader, untag: on-leave }' |              | reader",
                "name: Reader            | name: vip             |                            | reader,vip",
                "{ property: id }        | /properties/other     | external_id                | reader,vip",
                "mode: stream            | 'mode: stream, newest-by: /metrics/n' |            | ",
            })
    void anEditTouchesWhatItChangesAndNothingElse(String from, String to, String fields, String tags) {
        MappingFingerprints after = edited(from, to);

        assertThat(after.whole()).isNotEqualTo(FINGERPRINTS.whole());
        assertThat(changed(FINGERPRINTS.fields(), after.fields())).isEqualTo(words(fields));
        assertThat(changed(FINGERPRINTS.tags(), after.tags())).isEqualTo(words(tags));
    }

    @Test
    void aConditionOfTheCreateActionTouchesAllItsFields() {
        MappingFingerprints after = edited("when: { badge: Fan }", "when: { badge: Friend }");

        assertThat(changed(FINGERPRINTS.fields(), after.fields()))
                .containsExactlyElementsOf(FINGERPRINTS.fields().keySet());
    }

    @Test
    void fieldsGoByIntercomsNamesAndTagsByTheirsInLowerCase() {
        JobDefinition job = Sample.load(BASE);

        assertThat(job.mappingFingerprints().fields())
                .containsOnlyKeys(
                        "custom_attributes.city",
                        "custom_attributes.plan",
                        "external_id",
                        "name",
                        "unsubscribed_from_emails");
        assertThat(job.mappingFingerprints().tags()).containsOnlyKeys("reader", "vip");
        assertThat(job.mappingFingerprint()).matches("[0-9a-f]{32}");
    }

    @Test
    void aSecondCreateActionCountsForTheFieldsItMaps() {
        String second =
                "  - { action: create-or-update-user, parameters: { user-id: /properties/id, name: Somebody } }\n";
        MappingFingerprints after = Sample.load(BASE + second).mappingFingerprints();

        assertThat(changed(FINGERPRINTS.fields(), after.fields())).containsExactly("external_id", "name");
    }

    private static MappingFingerprints edited(String from, String to) {
        assertThat(BASE).contains(from);
        return Sample.load(BASE.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to.replace('¶', '\n'))))
                .mappingFingerprints();
    }

    private static List<String> words(String list) {
        return list == null ? List.of() : List.of(list.split(","));
    }

    private static List<String> changed(SortedMap<String, String> before, SortedMap<String, String> after) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(before.get(key), after.get(key)))
                .toList();
    }

    @Test
    void aValueInAnObjectIsMappedAsTheObjectIs() {
        MappingFingerprints mappings = Sample.load(Sample.create(
                        "custom-attributes: { seen: /seen, seen_hats_red: /red, plan: /plan }, last-request-at: /at"))
                .mappingFingerprints();

        assertThat(mappings.mappedAs("custom_attributes.seen_shoes")).isEqualTo("custom_attributes.seen");
        assertThat(mappings.mappedAs("custom_attributes.seen_bags_red")).isEqualTo("custom_attributes.seen");
        assertThat(mappings.mappedAs("custom_attributes.seen_hats_red")).isEqualTo("custom_attributes.seen_hats_red");
        assertThat(mappings.mappedAs("custom_attributes.plans_old")).isEqualTo("custom_attributes.plans_old");
        assertThat(mappings.maps("custom_attributes.plans_old")).isFalse();
        assertThat(mappings.maps("custom_attributes.seen_shoes")).isTrue();
        assertThat(mappings.maps("last_seen_at")).isTrue();
        assertThat(mappings.maps("last_seen_ip")).isFalse();
    }
}
