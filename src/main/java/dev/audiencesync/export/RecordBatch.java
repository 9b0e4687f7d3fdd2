package dev.audiencesync.export;

import java.util.List;

/**
 * Records that were cut out of a file one after the other. To parse them takes the most time of reading and needs no
 * order: any one thread may do it.
 */
public interface RecordBatch {

    /** In the order in which they stand. */
    List<ReadRecord> parse();

    /** How many bytes they hold until they are parsed, or about as many. */
    int size();
}
