package dev.audiencesync.person;

/** Where a record stands: its file as the operator named it, and the line it begins on (from 1; 0 for the file as a whole). */
public record SourcePosition(String file, long line) implements Comparable<SourcePosition> {
    @Override
    public int compareTo(SourcePosition other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Long.compare(line, other.line);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
