package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.JobDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the workspace defines, against what the definition would write to it. */
class WorkspaceCheckTest {

    private final InMemoryIntercom intercom = new InMemoryIntercom();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string   | { property: Plan }",
                "string   | /properties/Plan",
                "string   | /anywhere",
                "string   | gold",
                "string   | { metric: Visits, as: text }",
                "options  | { property: Plan }",
                "integer  | { metric: Visits }",
                "integer  | { property: Visits, as: number }",
                "integer  | { date: Seen }",
                "integer  | 7.0",
                "float    | { metric: Weeks }",
                "float    | 0.5",
                "boolean  | { flag: Paying }",
                "boolean  | true",
                "date     | { date: Seen }",
                "date     | { metric: Seconds }",
                "datetime | { property: Since, as: date }",
                "list     | { property: Plan }"
            })
    void aValueOfTheAttributesTypePasses(String type, String value) {
        intercom.attributes.add(new IntercomView.Attribute("plan", type, false, true));

        assertThatCode(() -> WorkspaceCheck.customAttributes(mapping(value), intercom))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string  | { metric: Visits }   | is of type string in the workspace, but would be sent a number → say `as: text`",
                "string  | { flag: Paying }     | but would be sent true or false → say `as: text`",
                "string  | true                 | but would be sent true or false → write a constant that is a text",
                "options | 7                    | is of type options in the workspace, but would be sent a number",
                "integer | { property: Visits } | is of type integer in the workspace, but would be sent a text → say `as: number`",
                "integer | 7.5                  | but would be sent a number → write a constant that is a number",
                "float   | many                 | but would be sent a text → write a constant that is a number",
                "boolean | { property: Paying } | but would be sent a text → say `as: boolean`",
                "boolean | 1                    | but would be sent a number → write a constant that is true or false",
                "date    | { property: Since }  | but would be sent a text → say `as: date`"
            })
    void aValueOfAnotherTypeIsToldBeforeAnythingIsWritten(String type, String value, String told) {
        intercom.attributes.add(new IntercomView.Attribute("plan", type, false, true));

        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(mapping(value), intercom))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("test.yml:4: the custom attribute `plan` ")
                .hasMessageContaining(told);
    }

    @Test
    void whatIsNotThereOrMayNotBeWrittenIsTold() {
        JobDefinition definition = mapping("{ property: Plan }");

        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(definition, intercom))
                .hasMessageContaining("the workspace has no custom attribute `plan`, and Intercom rejects every write");
        intercom.attributes.add(new IntercomView.Attribute("plan", "string", false, false));
        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(definition, intercom))
                .hasMessageContaining("the custom attribute `plan` may not be written through the API");
        intercom.attributes.set(0, new IntercomView.Attribute("plan", "string", true, true));
        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(definition, intercom))
                .hasMessageContaining("the custom attribute `plan` is archived in the workspace");
    }

    /** Of a tally the data has the names; elsewhere one of its names has to be there. */
    @Test
    void theNameOfAnObjectNeedNotBeDefined() {
        assertThatCode(() -> WorkspaceCheck.customAttributes(mapping("/metric_sets/Browsers"), intercom))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(mapping("/seen"), intercom))
                .isInstanceOf(DefinitionException.class);
        intercom.attributes.add(new IntercomView.Attribute("plan_shoes", "integer", false, true));
        assertThatCode(() -> WorkspaceCheck.customAttributes(mapping("/seen"), intercom))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> WorkspaceCheck.customAttributes(mapping("{ property: Plan }"), intercom))
                .isInstanceOf(DefinitionException.class);
    }

    private static JobDefinition mapping(String value) {
        return Plans.definition("- { action: create-or-update-user, parameters: { user-id: /id,"
                + " custom-attributes: { plan: " + value + " } } }");
    }
}
