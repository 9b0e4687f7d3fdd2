package dev.audiencesync.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = AudienceSync.class.getPackage().getImplementationVersion();
        return new String[] {"audience-sync " + Objects.requireNonNullElse(version, "(built from sources)")};
    }
}
