package dev.audiencesync.definition;

import static dev.audiencesync.definition.Sample.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Locations that say what being there means. */
class LocationsTest {

    private static final String LEFT =
            "location: [ 'all/*.gz', { name: ' VIP ', location: '1235/*.gz', membership: left } ]";

    @Test
    void theyAreReadInTheirOrder() {
        Source source = Sample.load(asking("VIP", LEFT)).source();

        assertThat(source.locations())
                .containsExactly(
                        new Source.Location("all/*.gz"),
                        new Source.Location("1235/*.gz", Source.Membership.LEFT, "VIP"));
        assertThat(source.globs()).containsExactly("all/*.gz", "1235/*.gz");
        assertThat(source.toldAudiences()).containsExactly("VIP");
        assertThat(source.mergesRecords()).isTrue();
    }

    @Test
    void aNamedLocationWithoutMembershipIsAGlob() {
        Source source = Sample.load(source("location: [ { name: VIP, location: 'a/*' } ]"))
                .source();

        assertThat(source.toldAudiences()).isEmpty();
        assertThat(source.mergesRecords()).isFalse();
    }

    @Test
    void whatTheySayIsPartOfWhatPeopleShouldLookLikeAndWhereTheyAreIsNot() {
        String left = asking("VIP", LEFT);

        assertThat(fingerprint(left.replace("1235", "1236"))).isEqualTo(fingerprint(left));
        assertThat(fingerprint(left.replace("membership: left", "membership: joined")))
                .isNotEqualTo(fingerprint(left));
        assertThat(fingerprint(asking("VIP", "location: 'all/*.gz'"))).isNotEqualTo(fingerprint(left));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        asking("VIP", "location: [ { location: a, membership: left } ]"),
                        "an entry of `location` says who joined or left, but not which audience"),
                arguments(
                        asking("Gold", LEFT),
                        "this location tells who is in the audience `VIP`, but no condition or tag pattern asks about it"),
                arguments(asking("Vip", LEFT), "did you mean `Vip`?"),
                arguments(
                        asking("VIP", LEFT).replace("mode: stream", "mode: snapshot, complete: true"),
                        "a folder of who joined or left holds those who did, not everybody"),
                arguments(
                        asking(
                                "VIP",
                                "location: [ { name: VIP, location: a, membership: left },"
                                        + " { name: VIP, location: a, membership: joined } ]"),
                        "`a` is given both as joined and as left for `VIP`"),
                arguments(Sample.events(source(LEFT)), "`membership` is of visitors: an event is in no audience"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeMeantIsRefused(String text, String problem) {
        assertThat(Sample.problems(text))
                .anySatisfy(found -> assertThat(found.toString()).contains(problem));
    }

    @Test
    void aTagPatternThatMatchesAsksAboutAnAudience() {
        String pattern = source(LEFT)
                .replace(
                        "actions: [ {",
                        "actions: [ { action: add-tag-based-on-user-id,"
                                + " parameters: { name: { each: audience, only: [ 'V*' ] } } }, {");

        assertThat(Sample.problems(pattern)).isEmpty();
        assertThat(Sample.problems(pattern.replace("V*", "W*")))
                .singleElement()
                .asString()
                .contains("no condition or tag pattern asks about it");
        assertThat(Sample.problems(pattern + "retired-tags: [ vip ]\n"))
                .singleElement()
                .asString()
                .contains("the tag `vip` is retired, but the action on line");
    }

    @Test
    void aCsvRecordCanBeAskedForAnAudienceThatALocationTellsOf() {
        assertThat(Sample.problems(Sample.csv(asking("VIP", LEFT)))).isEmpty();
    }

    private static String fingerprint(String text) {
        return Sample.load(text).mappingFingerprint();
    }

    private static String asking(String audience, String location) {
        return source(location).replace("actions: [ {", "actions: [ { when: { audience: " + audience + " },");
    }
}
