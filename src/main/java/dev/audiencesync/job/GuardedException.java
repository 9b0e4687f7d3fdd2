package dev.audiencesync.job;

import java.util.List;

/** The guard found something before the first write: exit 4. */
final class GuardedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final List<String> findings;

    GuardedException(List<String> findings) {
        super(String.join("\n", findings));
        this.findings = List.copyOf(findings);
    }

    List<String> findings() {
        return findings;
    }
}
