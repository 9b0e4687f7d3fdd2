package dev.audiencesync;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows between packages go one way, and what must not be anywhere is nowhere. */
class ArchitectureTest {
    private static final String ROOT = "dev.audiencesync";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What each package may use of ours. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("person", Set.of()),
            Map.entry("sandbox", Set.of()),
            Map.entry("definition", Set.of("person")),
            Map.entry("export", Set.of("person")),
            Map.entry("intercom", Set.of("person")),
            Map.entry("ledger", Set.of("person")),
            Map.entry("mapping", Set.of("export", "definition", "person")),
            Map.entry("report", Set.of("ledger", "definition", "person")),
            Map.entry("plan", Set.of("mapping", "ledger", "intercom", "export", "definition", "person")),
            Map.entry("apply", Set.of("plan", "ledger", "intercom", "definition", "person")),
            Map.entry(
                    "job",
                    Set.of(
                            "apply",
                            "plan",
                            "report",
                            "mapping",
                            "ledger",
                            "intercom",
                            "export",
                            "definition",
                            "person")),
            Map.entry(
                    "cli",
                    Set.of(
                            "job",
                            "apply",
                            "plan",
                            "report",
                            "mapping",
                            "ledger",
                            "intercom",
                            "export",
                            "definition",
                            "person",
                            "sandbox")));

    static Stream<Arguments> arrows() {
        return ARROWS.entrySet().stream().map(arrow -> Arguments.of(arrow.getKey(), arrow.getValue()));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void usesOnlyWhatLiesBelow(String name, Set<String> below) {
        arrow(name, below).check(CLASSES);
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(CLASSES.getPackage(ROOT).getSubpackages())
                .extracting(JavaPackage::getRelativeName)
                .containsExactlyInAnyOrderElementsOf(ARROWS.keySet());
    }

    @Test
    void anArrowThatIsTakenAwayIsMissed() {
        assertThatThrownBy(() -> arrow("mapping", Set.of("export", "person")).check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("dev.audiencesync.definition");
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.getPackage(ROOT).getSubpackages())
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class), "is null-marked");
    }

    @Test
    void onlyTheCommandLineTouchesTheProcessStreams() {
        noClasses()
                .that(resideOutsideOfPackages(ROOT + ".cli"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.util.logging.."))
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(CLASSES);
    }

    @Test
    void nothingIsInjectedIntoFields() {
        noFields()
                .should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .check(CLASSES);
    }

    @Test
    void nothingStaticCanBeReplaced() {
        fields().that().areStatic().should().beFinal().check(CLASSES);
    }

    private static ArchRule arrow(String name, Set<String> below) {
        String[] forbidden = ARROWS.keySet().stream()
                .filter(other -> !other.equals(name) && !below.contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden);
    }
}
