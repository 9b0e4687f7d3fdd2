package dev.audiencesync.definition;

import dev.audiencesync.definition.Verification.OnDrift;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code verify}. */
final class VerificationReader {
    private final NodeReader reader;

    VerificationReader(NodeReader reader) {
        this.reader = reader;
    }

    Verification read(Node node, String name) {
        Section section = reader.section(node, name, Keys.VERIFY);
        return new Verification(every(section), onDrift(section));
    }

    private @Nullable Duration every(Section section) {
        return section.find("every").map(this::every).orElse(null);
    }

    private Duration every(Node node) {
        return new DurationReader(reader)
                .readPositive(
                        node, "`every`", "write `every: 7d`, or remove it: `--verify` verifies when it is asked to");
    }

    private OnDrift onDrift(Section section) {
        OnDrift absent = Verification.DEFAULT.onDrift();
        return section.read("on-drift", absent, (node, name) -> reader.choice(node, name, Choices.ON_DRIFT, absent));
    }
}
