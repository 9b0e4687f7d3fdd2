package dev.audiencesync.definition;

/**
 * One thing that is wrong with a definition, and how to mend it.
 *
 * @param file as the operator named it
 * @param line from 1; 0 where the file as a whole is meant
 * @param column from 1; 0 where the file as a whole is meant
 */
public record Problem(String file, int line, int column, String message, String fix) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message + " → " + fix;
    }
}
