package dev.audiencesync.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of the table: a definition, and night by night its records and what is sent for them. The README beside the
 * files says how a row is written.
 *
 * @param given what the workspace has at first
 * @param definition the lines of the source, if it is not the usual one, and of the create action's parameters or of a
 *     list of actions
 */
record Row(Path file, int line, String title, List<String> given, List<String> definition, List<NightLines> nights) {

    /** What happens by hand before one night, its records, and what comes of them. */
    record NightLines(List<String> deeds, List<Record> records, List<Expected> expected) {
        static NightLines begin() {
            return new NightLines(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * A line of an export.
     *
     * @param folder empty where the source has just one
     */
    record Record(String folder, String text) {}

    /** What is to happen in the versions. */
    record Expected(Set<String> versions, String what) {}

    private static final String INDENT = "    ";
    private static final String HEADING = "## ";
    private static final String GIVEN = "given ";
    private static final String THEN = "then ";
    private static final String SOURCE = "source ";
    private static final Pattern RECORD = Pattern.compile("(?:in (\\S+) )?(?:row (.+)|(\\{.*))");
    private static final Pattern EXPECTED = Pattern.compile("((?:2\\.1\\d|1\\.4)(?:,(?:2\\.1\\d|1\\.4))*) +(.+)");

    static List<Row> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Row> rows = new ArrayList<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList()) {
                rows.addAll(in(file));
            }
            return rows;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Row> in(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(HEADING)) {
                rows.add(new Row(
                        file,
                        i + 1,
                        line.substring(HEADING.length()),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
            } else if (line.startsWith(INDENT)) {
                rows.get(rows.size() - 1).add(line.substring(INDENT.length()));
            }
        }
        return rows;
    }

    private void add(String line) {
        Matcher outcome = EXPECTED.matcher(line);
        Matcher row = RECORD.matcher(line);
        if (line.startsWith(GIVEN)) {
            given.add(line.substring(GIVEN.length()));
        } else if (outcome.matches()) {
            last().expected().add(new Expected(Set.of(outcome.group(1).split(",")), outcome.group(2)));
        } else if (line.startsWith(THEN)) {
            nights.add(NightLines.begin());
            last().deeds().add(line.substring(THEN.length()));
        } else if (row.matches()) {
            if (nights.isEmpty() || !last().expected().isEmpty()) {
                nights.add(NightLines.begin());
            }
            String folder = row.group(1) == null ? "" : row.group(1);
            last().records().add(new Record(folder, row.group(2) == null ? row.group(3) : row.group(2)));
        } else {
            definition.add(line);
        }
    }

    private NightLines last() {
        if (nights.isEmpty()) {
            nights.add(NightLines.begin());
        }
        return nights.get(nights.size() - 1);
    }

    /** The versions that the row is about. */
    Set<String> versions() {
        Set<String> versions = new LinkedHashSet<>();
        nights.forEach(night -> night.expected().forEach(expected -> versions.addAll(expected.versions())));
        return versions;
    }

    /** Whether the row says what comes of the night in the version. */
    static boolean tells(NightLines night, String version) {
        return of(night, version).findAny().isPresent();
    }

    /** What is to be sent in a night. */
    static List<String> writes(NightLines night, String version) {
        return of(night, version)
                .filter(what -> what.matches("(POST|PUT|DELETE) .*"))
                .toList();
    }

    /** What contacts the workspace has after a night. */
    static List<String> held(NightLines night, String version) {
        return of(night, version)
                .filter(what -> what.startsWith("holds "))
                .map(what -> what.substring("holds ".length()))
                .toList();
    }

    /** The codes of what is refused in a night. */
    static List<String> rejected(NightLines night, String version) {
        return of(night, version)
                .filter(what -> what.startsWith("rejected "))
                .map(what -> what.substring("rejected ".length()))
                .toList();
    }

    /** A part of what the summary says besides. */
    static Optional<String> noted(NightLines night, String version) {
        return of(night, version)
                .filter(what -> what.startsWith("noted "))
                .map(what -> what.substring("noted ".length()))
                .findFirst();
    }

    /** A part of the message with which the definition is refused. */
    Optional<String> refused(String version) {
        return nights.stream()
                .flatMap(night -> of(night, version))
                .filter(what -> what.startsWith("refused "))
                .map(what -> what.substring("refused ".length()))
                .findFirst();
    }

    private static Stream<String> of(NightLines night, String version) {
        return night.expected().stream()
                .filter(expected -> expected.versions().contains(version))
                .map(Expected::what);
    }

    String yaml(String job, String version) {
        List<String> lines = new ArrayList<>(definition);
        String source = lines.get(0).startsWith(SOURCE)
                ? lines.remove(0).substring(SOURCE.length())
                : "{ stream: audience, location: \"{exports}/*\", format: audience-store, mode: stream }";
        boolean wholeActions = lines.get(0).startsWith("- action:");
        StringBuilder yaml = new StringBuilder()
                .append("name: ")
                .append(job)
                .append("\nsource: ")
                .append(source.replace("{exports}", "../exports/" + job))
                .append("\nintercom:\n  version: \"")
                .append(version)
                .append("\"\n  access-token: ${TOKEN}\n")
                .append("actions:\n")
                .append(wholeActions ? "" : "  - action: create-or-update-user\n    parameters:\n");
        lines.forEach(
                line -> yaml.append(wholeActions ? "  " : "      ").append(line).append('\n'));
        return yaml.toString();
    }
}
