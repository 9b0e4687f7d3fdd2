package dev.audiencesync.definition;

import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code limits}. */
final class LimitsReader {

    /** A tag may grow many times over, from a small beginning. */
    static final int MOST_GROWTH_PERCENT = 1_000_000;

    private final NodeReader reader;

    LimitsReader(NodeReader reader) {
        this.reader = reader;
    }

    Limits read(Node node, String name) {
        Section section = reader.section(node, name, Keys.LIMITS);
        Limits defaults = Limits.DEFAULTS;
        return new Limits(
                percent(section, "max-untag-percent", defaults.maxUntagPercent(), 100),
                percent(section, "max-tag-percent", defaults.maxTagPercent(), MOST_GROWTH_PERCENT),
                percent(section, "min-people-percent", defaults.minPeoplePercent(), 100),
                percent(section, "max-definition-change-percent", defaults.maxDefinitionChangePercent(), 100),
                percent(section, "max-reject-percent", defaults.maxRejectPercent(), 100));
    }

    private int percent(Section section, String key, int absent, int most) {
        return section.read(key, absent, (node, name) -> reader.wholeNumber(node, name, 0, most));
    }
}
