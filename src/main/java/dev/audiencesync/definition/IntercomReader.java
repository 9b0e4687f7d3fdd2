package dev.audiencesync.definition;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.definition.IntercomSettings.OnDeleted;
import dev.audiencesync.definition.IntercomSettings.Patience;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code intercom}. */
final class IntercomReader {

    static final String DEFAULT_VERSION = "2.16";
    static final Pattern VERSION = Pattern.compile("2\\.1[0-6]");
    static final Set<String> VERSIONS_TO_COME = Set.of("1.4");

    static final int DEFAULT_RESERVE_PERCENT = 10;
    static final int MOST_RESERVE_PERCENT = 90;
    static final int MOST_ATTEMPTS = 20;

    private static final String ACCESS_TOKEN = "${INTERCOM_ACCESS_TOKEN}";
    private static final Pattern SECRET =
            Pattern.compile("\\$\\{((?<name>" + Placeholders.VARIABLE + ")|file:(?<path>[^}]+))}");

    private final NodeReader reader;
    private final DurationReader durations;

    IntercomReader(NodeReader reader) {
        this.reader = reader;
        this.durations = new DurationReader(reader);
    }

    static IntercomSettings defaults() {
        return new IntercomSettings(
                URI.create(Choices.REGION.get("us")),
                DEFAULT_VERSION,
                null,
                DEFAULT_RESERVE_PERCENT,
                OnArchived.REJECT,
                OnDeleted.REJECT,
                Patience.DEFAULT,
                null);
    }

    IntercomSettings read(Node node, String name) {
        Section section = reader.section(node, name, Keys.INTERCOM);
        IntercomSettings defaults = defaults();
        return new IntercomSettings(
                baseUrl(section, defaults.baseUrl()),
                section.read("version", defaults.version(), this::version),
                accessToken(section),
                section.read(
                        "reserve-percent",
                        defaults.reservePercent(),
                        (value, key) -> reader.wholeNumber(value, key, 0, MOST_RESERVE_PERCENT)),
                choice(section, "on-archived", Choices.ON_ARCHIVED, defaults.onArchived()),
                choice(section, "on-deleted", Choices.ON_DELETED, defaults.onDeleted()),
                new Patience(
                        section.read(
                                "attempts",
                                Patience.DEFAULT.attempts(),
                                (value, key) -> reader.wholeNumber(value, key, 1, MOST_ATTEMPTS)),
                        section.read("longest-wait", Patience.DEFAULT.longestWait(), durations::read),
                        section.read("ride-out", Patience.DEFAULT.rideOut(), durations::read)),
                section.find("workspace")
                        .map(value -> reader.text(value, "`workspace`"))
                        .orElse(null));
    }

    private <T> T choice(Section section, String key, Map<String, T> choices, T absent) {
        return section.read(key, absent, (node, name) -> reader.choice(node, name, choices, absent));
    }

    private URI baseUrl(Section section, URI absent) {
        if (section.find("region").isPresent()) {
            section.key("base-url")
                    .ifPresent(key -> reader.problem(
                            key, "`region` and `base-url` both say where Intercom is", "keep one of the two"));
        }
        URI regional = section.read(
                "region",
                absent,
                (node, name) -> URI.create(reader.choice(node, name, Choices.REGION, absent.toString())));
        return section.read("base-url", regional, (node, name) -> {
            String text = reader.text(node, name);
            if (text.isEmpty()) {
                return regional;
            }
            try {
                return BaseUrl.parse(text);
            } catch (IllegalArgumentException e) {
                reader.problem(node, name + " " + e.getMessage(), "mend the URL, or use `region: us`, `eu` or `au`");
                return regional;
            }
        });
    }

    private String version(Node node, String name) {
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        boolean known = VERSION.matcher(written).matches();
        String fix = "write `version: \"" + (known ? written : DEFAULT_VERSION) + "\"`";
        if (Found.isNumber(node)) {
            reader.problem(node, name + " is not quoted: as a number 2.10 would be read as 2.1", fix);
        } else if (Found.isText(node) && VERSIONS_TO_COME.contains(written)) {
            reader.problem(node, "`version: \"" + written + "\"` is not supported by this release", fix);
        } else if (!Found.isText(node) || !known) {
            reader.wrongType(node, name, "a version from \"2.10\" to \"2.16\"", fix);
        }
        return written;
    }

    private @Nullable SecretReference accessToken(Section section) {
        return section.find("access-token").flatMap(this::secret).orElse(null);
    }

    /** What stands here may be a token: no message shows it. */
    private Optional<SecretReference> secret(Node node) {
        if (node instanceof ScalarNode scalar && Found.isText(node)) {
            Matcher matcher = SECRET.matcher(scalar.getValue());
            if (matcher.matches()) {
                return Optional.of(
                        matcher.group("name") != null
                                ? new SecretReference.EnvironmentVariable(matcher.group("name"))
                                : new SecretReference.SecretFile(matcher.group("path")));
            }
        }
        reader.problem(
                node,
                "`access-token` must be one placeholder and nothing else: a definition never holds the token itself",
                "write `access-token: " + ACCESS_TOKEN + "` or `${file:/run/secrets/intercom}`,"
                        + " and replace the token in Intercom if it stood here");
        return Optional.empty();
    }
}
