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

    /** The regions that were opened after the Users API had been given up. */
    private static final Set<String> REGIONS_WITHOUT_USERS_API = Set.of("eu", "au");

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
        checkUsersApi(section);
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
        boolean known = VERSION.matcher(written).matches() || written.equals(IntercomSettings.USERS_API);
        String fix = "write `version: \"" + (known ? written : DEFAULT_VERSION) + "\"`";
        if (Found.isNumber(node)) {
            reader.problem(node, name + " is not quoted: as a number 2.10 would be read as 2.1", fix);
        } else if (!Found.isText(node) || !known) {
            reader.wrongType(node, name, "\"1.4\" or a version from \"2.10\" to \"2.16\"", fix);
        }
        return written;
    }

    /** What the Users API does not have. */
    private void checkUsersApi(Section section) {
        if (!says(section, "version", IntercomSettings.USERS_API)) {
            return;
        }
        section.find("region")
                .filter(region -> REGIONS_WITHOUT_USERS_API.contains(text(region)))
                .ifPresent(region -> reader.problem(
                        region,
                        "the Users API (`version: \"1.4\"`) is served on the US host only, and `region: " + text(region)
                                + "` is another",
                        "write `version: \"" + DEFAULT_VERSION + "\"`, or `region: us` where the workspace is there"));
        if (says(section, "on-archived", "unarchive")) {
            section.find("on-archived")
                    .ifPresent(choice -> reader.problem(
                            choice,
                            "the Users API (`version: \"1.4\"`) has no call that brings an archived person back",
                            "write `on-archived: reject`, or `version: \"" + DEFAULT_VERSION + "\"`"));
        }
    }

    private static boolean says(Section section, String key, String word) {
        return section.find(key).map(IntercomReader::text).filter(word::equals).isPresent();
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar && Found.isText(node) ? scalar.getValue() : "";
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
