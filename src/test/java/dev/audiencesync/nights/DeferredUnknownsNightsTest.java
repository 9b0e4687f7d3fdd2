package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What was unknown in the run that read a record stays unknown in the run that takes up what was deferred of it. */
class DeferredUnknownsNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec SHOP = JobSpec.stream("shop");
    private static final String COLUMNS =
            """
            name: shop
            source: { stream: audience, location: ../exports/shop/*, format: csv, mode: stream }
            intercom: { attempts: 3, longest-wait: 20ms }
            actions:
              - action: create-or-update-user
                parameters: { user-id: { property: id }, name: { property: name } }
              - action: add-tag-based-on-user-id
                parameters: { name: { each: audience, only: ["*"] }, untag: on-leave }
            """;
    private static final String HEAD = "visitor - property - id (1),visitor - property - name (2),";
    private static final String GOLD = "visitor - audience - gold (acme_main_102)";
    private static final String SILVER = "visitor - audience - silver (acme_main_103)";

    @Test
    void aContainerThatNoRecordCarried() {
        boIsDeferredInANightWithoutAudiences();

        world.nightWith("c.json", STREAM);

        assertThat(tags("bo")).containsExactly("vip");
    }

    @Test
    void aContainerThatNoRecordCarriedButOthersDoNow() {
        boIsDeferredInANightWithoutAudiences();

        world.nightWith("c.json", STREAM, Visitor.user("cy").in("VIP").at(3));

        assertThat(tags("bo")).containsExactly("vip");
    }

    @Test
    void aColumnThatNoFileHad() {
        csv("a.csv", GOLD + "," + SILVER, "bo,Bo,t,t", "cy,Cy,t,f");
        world.sandbox().faults().answer("Two", 500);
        csv("b.csv", GOLD, "bo,Two,t", "cy,Cyd,t");
        assertThat(tags("bo")).containsExactlyInAnyOrder("gold", "silver");
        world.sandbox().faults().clear();

        world.run(SHOP, COLUMNS);

        assertThat(tags("bo")).containsExactlyInAnyOrder("gold", "silver");
    }

    @Test
    void aColumnThatNoFileHadAndAnotherHasNow() {
        csv("a.csv", GOLD + "," + SILVER, "bo,Bo,t,t", "cy,Cy,t,f");
        world.sandbox().faults().answer("Two", 500);
        csv("b.csv", GOLD, "bo,Two,t", "cy,Cyd,t");
        world.sandbox().faults().clear();

        csv("c.csv", GOLD + "," + SILVER, "cy,Cyd,t,t");

        assertThat(tags("bo")).containsExactlyInAnyOrder("gold", "silver");
    }

    private void boIsDeferredInANightWithoutAudiences() {
        world.nightWith(
                "a.json",
                STREAM,
                Visitor.user("bo").in("VIP").at(1),
                Visitor.user("cy").at(1));
        world.sandbox().faults().answer("Two", 500);
        world.nightWith(
                "b.json",
                STREAM,
                Visitor.user("bo").named("Two").withoutAudiences().at(2),
                Visitor.user("cy").named("Cy").withoutAudiences().at(2));
        assertThat(tags("bo")).containsExactly("vip");
        world.sandbox().faults().clear();
    }

    private void csv(String file, String columns, String... rows) {
        world.addText(SHOP, file, HEAD + columns + "\n" + String.join("\n", rows) + "\n");
        world.run(SHOP, COLUMNS);
    }

    private Set<String> tags(String user) {
        return world.held().stream()
                .filter(one -> user.equals(one.externalId()))
                .flatMap(one -> one.tags().stream())
                .collect(Collectors.toSet());
    }
}
