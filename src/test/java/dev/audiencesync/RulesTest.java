package dev.audiencesync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The rules in {@code rules.md}: each names tests, and those tests are there and run. */
class RulesTest {
    private static final String HEADING = "## ";
    private static final List<String> NOT_RULES = List.of("rule", "---");

    /**
     * One line of a table.
     *
     * @param tests each as {@code package.Class#method}, below this package
     */
    private record Rule(String section, String text, List<String> tests) {}

    @TestFactory
    Stream<DynamicTest> isProved() throws IOException {
        return rules().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.section() + ": " + rule.text(), () -> assertThat(rule.tests())
                        .isNotEmpty()
                        .doesNotHaveDuplicates()
                        .allSatisfy(RulesTest::assertRuns)));
    }

    @Test
    void theyAreOfPeopleTagsAndTheGuardAndStandOnceEach() throws IOException {
        assertThat(rules().stream().map(Rule::section).distinct())
                .containsExactly(
                        "What holds of people",
                        "What holds of records that add to each other",
                        "What holds of tags",
                        "What the guard stops");
        assertThat(rules()).extracting(Rule::text).doesNotHaveDuplicates().allMatch(text -> text.endsWith("."));
    }

    private static void assertRuns(String test) throws ClassNotFoundException {
        String[] parts = test.split("#", -1);
        assertThat(parts).as("%s is package.Class#method", test).hasSize(2);
        Class<?> tests = Class.forName(RulesTest.class.getPackageName() + "." + parts[0]);
        assertThat(AnnotationSupport.isAnnotated(tests, Disabled.class))
                .as("%s is switched off", tests)
                .isFalse();
        assertThat(Arrays.stream(tests.getDeclaredMethods())
                        .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                        .filter(method -> !AnnotationSupport.isAnnotated(method, Disabled.class)))
                .as("the tests of %s", tests)
                .extracting("name")
                .contains(parts[1]);
    }

    private static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        String section = "";
        for (String line : text().lines().toList()) {
            if (line.startsWith(HEADING)) {
                section = line.substring(HEADING.length());
            } else if (line.startsWith("|")) {
                List<String> cells = Arrays.stream(line.split("\\|", -1))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList();
                if (!NOT_RULES.contains(cells.get(0))) {
                    assertThat(cells).as(line).hasSize(2);
                    rules.add(
                            new Rule(section, cells.get(0), List.of(cells.get(1).split(", ", -1))));
                }
            }
        }
        return rules;
    }

    private static String text() throws IOException {
        try (InputStream file = Objects.requireNonNull(RulesTest.class.getResourceAsStream("/rules.md"))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }
}
