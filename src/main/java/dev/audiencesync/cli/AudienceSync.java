package dev.audiencesync.cli;

/** Entry point of the command line. */
public final class AudienceSync {
    private AudienceSync() {}

    public static void main(String[] args) {
        System.out.println("audience-sync");
    }
}
