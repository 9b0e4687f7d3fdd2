package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.SandboxOptions;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AudienceDB's table of visitors, unloaded as CSV: every attribute has a column of its own, and no column means leaving. */
class AudienceDbNightsTest extends NightFixture {
    private static final JobSpec SHOP = JobSpec.snapshot("shop");
    private static final String DEFINITION =
            """
            name: shop
            source: { stream: audience, location: ../exports/shop/*, format: csv, mode: snapshot }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: { property: customer id }
                  name: { property: "5120" }
                  last-request-at: { date: Last visit (first - or not) }
                  custom-attributes:
                    visits: { metric: Lifetime visit count }
                    returning: { flag: Returning visitor }
              - action: add-tag-based-on-user-id
                when: { audience: Bedroom Shoppers }
                parameters: { name: Bedroom, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { badge: "30" }
                parameters: { name: Fan, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { all: [ { flag: "201" }, { not: { audience: acme_main_103 } } ] }
                parameters: { name: Regular, untag: on-leave }
            """;
    private static final String HEADER = "visitor - id,updated,visitor - property - customer id (5119),"
            + "visitor - property - full name (5120),visitor - date - last visit (first - or not) (77),"
            + "visitor - metric - lifetime visit count (21),visitor - flag - returning visitor (201),"
            + "visitor - audience - bedroom shoppers (acme_main_102),visitor - audience - vip (acme_main_103),"
            + "visitor - badge - fan (30)\n";
    private static final String ADA = "v1,2026-11-20,a,Ada,2026-11-20 02:10:00,12,t,t,f,f\n";
    private static final String BO = "v2,2026-11-20,b,Bo,,3.5,f,f,t,TRUE\n";

    @Override
    NightWorld world() {
        return NightWorld.in(
                root,
                SandboxOptions.defaults()
                        .withAttribute("visits", AttributeType.FLOAT)
                        .withAttribute("returning", AttributeType.BOOLEAN));
    }

    @Test
    void attributesAreFoundByNameOrIdInAnyCase() {
        RunSummary night = night(HEADER + ADA + BO);

        assertThat(night.exitCode()).isZero();
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("bedroom", "regular"), "b", Set.of("fan")));
        assertThat(held("a").name()).isEqualTo("Ada");
        assertThat(held("a").attributes()).containsEntry("returning", true);
        assertThat(new BigDecimal(held("b").attributes().get("visits").toString()))
                .isEqualByComparingTo("3.5");
    }

    @Test
    void whoIsAbsentOrHasAnFHasLeft() {
        night(HEADER + ADA + BO);

        night(HEADER + ADA.replace(",t,t,f,f", ",t,f,f,t") + "v3,2026-11-21,c,Cy,,1,f,t,f,f\n");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("fan", "regular"), "b", Set.of(), "c", Set.of("bedroom")));
    }

    @Test
    void aColumnThatIsEmptyInEveryRowIsUnknownHoweverFullTheOthersAre() {
        night(HEADER + ADA + BO);

        RunSummary next = night(HEADER + ADA.replace(",t,t,f,f", ",t,,f,f") + BO.replace(",f,f,t,", ",f,,t,"));

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("bedroom", "regular"), "b", Set.of("fan")));
        assertThat(next.details().notes()).anyMatch(note -> note.contains("`audiences: Bedroom Shoppers`"));
    }

    @Test
    void aMembershipThatIsNeitherTrueNorFalseRejectsItsRowOnly() {
        night(HEADER + ADA + BO);

        RunSummary next = night(HEADER + ADA.replace(",t,t,f,f", ",t,maybe,f,t") + BO.replace("TRUE", "f"));

        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(next.details().firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.line()).isEqualTo(2);
            assertThat(reject.reason())
                    .isEqualTo("column `visitor - audience - bedroom shoppers (acme_main_102)` holds neither true nor"
                            + " false");
        });
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("bedroom", "regular"), "b", Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bedroom shoppers (acme_main_102) | bathroom shoppers (acme_main_9) | no column for the audience `Bedroom Shoppers`, which the action on line 12 of | did you mean `bathroom shoppers`?",
                "bedroom shoppers (acme_main_102) | sleepers (acme_main_9) | no column for the audience `Bedroom Shoppers` | its audiences are `sleepers (acme_main_9)`, `vip (acme_main_103)`",
                "vip (acme_main_103) | Bedroom shoppers (acme_main_103) | several columns for the audience `Bedroom Shoppers` | by its id, which stands in parentheses",
                "visitor - property - customer id (5119) | Customer ID | no column for the property `customer id` | did you mean `column: Customer ID`?"
            })
    void anAttributeThatNoColumnOrSeveralFitIsRefusedBeforeAnythingIsBegun(
            String text, String instead, String problem, String fix) {
        world.exportText(SHOP, "visitors.csv", HEADER.replace(text, instead) + ADA);

        assertThatThrownBy(() -> world.run(SHOP, DEFINITION))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("visitors.csv:1: ")
                .hasMessageContaining(problem)
                .hasMessageContaining(fix);

        assertThat(world.stored("select id from run")).isEmpty();
    }

    private RunSummary night(String text) {
        world.exportText(SHOP, "visitors.csv", text);
        return world.run(SHOP, DEFINITION);
    }

    private Held held(String externalId) {
        return world.held().stream()
                .filter(held -> externalId.equals(held.externalId()))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(held -> tags.put(held.externalId(), held.tags()));
        return tags;
    }
}
