package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainYamlTest {

    /** {@code ¶} stands for a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                            | sample.yml: is empty → ",
                "# only a comment              | sample.yml: is empty → ",
                "a: [ 1¶b: 2                   | sample.yml:2: not valid YAML: expected ',' or ']'",
                "a: 1¶\t b: 2                  | sample.yml:2: not valid YAML: found character '\\t(TAB)'",
                "a: 1¶  b: 2                   | sample.yml:2: not valid YAML: ",
                "a: 1¶---¶b: 2                 | sample.yml:2: a second document begins here → ",
                "a: 1¶b: !!str 2               | sample.yml:2: a definition is plain data, without tags",
                "a: 1¶b: !java {}              | sample.yml:2: a definition is plain data, without tags",
                "a: 1¶b: &b [ *b ]             | sample.yml:2: the alias `*b` names no anchor that ends before it",
                "a: 1¶b: *b                    | sample.yml:2: the alias `*b` names no anchor that ends before it",
                "a: 1¶b: x\u0001y              | sample.yml:2: the character U+0001 is not allowed in YAML",
                "- a                           | sample.yml:1: the definition must be a mapping, but is a list",
                "a                             | sample.yml:1: the definition must be a mapping, but is the text `a`",
            })
    void whatIsNotOneDocumentOfPlainDataIsRefused(String text, String problem) {
        assertThat(Sample.problems(text.replace('¶', '\n')))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void nestingAndAliasesCannotExhaustTheMachine() {
        String bomb = IntStream.range(1, 30)
                .mapToObj(i -> "a" + i + ": &a" + i + " [ *a" + (i - 1) + ", *a" + (i - 1) + " ]")
                .collect(Collectors.joining("\n", "a0: &a0 [ x ]\n", "\n"));

        assertThat(Sample.problems("[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("nested more than 64");
        assertThat(Sample.problems(bomb)).singleElement().asString().contains("holds more than 20000 values");
        assertThat(Sample.problems("a: 1\n".repeat(250_000)))
                .singleElement()
                .asString()
                .contains("is larger than 1 MiB");
    }

    @Test
    void anAnchorSavesWritingAValueTwice() {
        JobDefinition job = Sample.load(
                """
                name: sample
                source: { stream: audience, location: '*.gz', format: audience-store, mode: stream }
                actions:
                  - action: add-tag-based-on-user-id
                    when: &fans { badge: Fan }
                    parameters: { name: A, user-id: /properties/id }
                  - action: add-tag-based-on-user-id
                    when: { not: *fans }
                    parameters: { name: B, user-id: /properties/id }
                """);

        Condition.Question fan = new Condition.Question.HasBadge("Fan");
        assertThat(job.tagActions())
                .extracting(Action.AddTag::when)
                .containsExactly(new Condition.Leaf(0, fan), new Condition.Not(new Condition.Leaf(1, fan)));
    }

    @Test
    void aKeyWrittenTwiceIsRefusedEverywhere() {
        assertThat(Sample.problems(Sample.job() + "name: sample\n"))
                .singleElement()
                .asString()
                .contains(":4: the definition has `name` twice → keep one of the two");
        assertThat(Sample.problems(Sample.create("custom-attributes: { plan: a, plan: b }")))
                .singleElement()
                .asString()
                .contains("`custom-attributes` has `plan` twice");
        assertThat(Sample.problems(Sample.when("{ equals: { /a: 1, /a: 2 } }")))
                .singleElement()
                .asString()
                .contains("`equals` has `/a` twice");
    }
}
