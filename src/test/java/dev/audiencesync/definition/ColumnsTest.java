package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which column of AudienceDB an audience's name or id means. */
class ColumnsTest {
    private static final SourcePosition HEADER = new SourcePosition("visitors.csv", 1);
    private static final String LONG = "x".repeat(127) + " and more";

    static Stream<Arguments> meant() {
        return Stream.of(
                arguments("visitor - audience - bedroom shoppers (acme_main_102)", "Bedroom Shoppers"),
                arguments("visitor - audience - bedroom shoppers (acme_main_102)", "acme_main_102"),
                arguments("visitor - audience - bedroom shoppers (acme_main_102)", "bedroom shoppers (ACME_MAIN_102)"),
                arguments("Visitor - Audience - Ünder 30 (1)", "ünder 30"),
                arguments("visitor - audience - a - b (old) - c (1)", "a - b (old) - c"),
                arguments("visitor - audience - fan (old)", "fan (old)"),
                arguments("visitor - audience - no id", "no id"),
                arguments("visitor  -  audience  -  wide  ( 1 )", "wide"),
                arguments("visitor - audience - " + LONG.substring(0, 128).strip() + " (1)", LONG));
    }

    @ParameterizedTest
    @MethodSource("meant")
    void anAudienceIsMeantByNameOrIdInAnyCase(String column, String name) {
        Columns columns = Columns.of(asking(name), HEADER, List.of("id", column));

        assertThat(columns.problems()).isEmpty();
        assertThat(columns.places()).contains(new CellPlace(1, "audiences", name, true));
    }

    static Stream<Arguments> notMeant() {
        return Stream.of(
                arguments("visitor - badge - fan (30)", "fan"),
                arguments("visitor - audience - fans (30)", "fan"),
                arguments("audience - fan (30)", "fan"),
                arguments("fan", "fan"),
                arguments("visitor - audience - fan (30)", "3"));
    }

    @ParameterizedTest
    @MethodSource("notMeant")
    void noOtherColumnIs(String column, String name) {
        assertThat(Columns.of(asking(name), HEADER, List.of("id", column)).problems())
                .singleElement()
                .asString()
                .contains("the header has no column for the audience `" + name + "`");
    }

    private static JobDefinition asking(String audience) {
        return Sample.load(Sample.csv(Sample.when("{ audience: \"" + audience + "\" }")));
    }
}
