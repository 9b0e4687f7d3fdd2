package dev.audiencesync.export;

/**
 * What a single record may cost; one that is larger or deeper is rejected, the rest of its file goes on.
 *
 * @param maxRecordBytes the size of the record's text
 * @param maxDepth how many objects and arrays may be open at once
 */
public record ReadLimits(int maxRecordBytes, int maxDepth) {

    public static final ReadLimits DEFAULTS = new ReadLimits(16 << 20, 200);

    public ReadLimits {
        if (maxRecordBytes < 2 || maxDepth < 1) {
            throw new IllegalArgumentException("No record fits into " + maxRecordBytes + " bytes, depth " + maxDepth);
        }
    }
}
