package dev.audiencesync.plan;

import java.util.Arrays;

/**
 * A number for each of many rows, in blocks: a table that grows copies none of them, and rows that have no number of their
 * own take no room. Not thread-safe.
 */
final class LongColumn {
    private static final int BLOCK_BITS = 13;
    private static final int ROWS_A_BLOCK = 1 << BLOCK_BITS;
    private static final long[] NO_BLOCK = {};

    private final long none;
    private long[][] blocks = {};

    /** @param none the number of a row of which none was set */
    LongColumn(long none) {
        this.none = none;
    }

    long get(int row) {
        int block = row >>> BLOCK_BITS;
        return block < blocks.length && blocks[block].length > 0 ? blocks[block][row & (ROWS_A_BLOCK - 1)] : none;
    }

    void set(int row, long number) {
        int block = row >>> BLOCK_BITS;
        if (block < blocks.length && blocks[block].length > 0) {
            blocks[block][row & (ROWS_A_BLOCK - 1)] = number;
        } else if (number != none) {
            begin(block)[row & (ROWS_A_BLOCK - 1)] = number;
        }
    }

    private long[] begin(int block) {
        if (block >= blocks.length) {
            int before = blocks.length;
            blocks = Arrays.copyOf(blocks, Math.max(block + 1, 2 * before));
            Arrays.fill(blocks, before, blocks.length, NO_BLOCK);
        }
        long[] begun = new long[ROWS_A_BLOCK];
        if (none != 0) {
            Arrays.fill(begun, none);
        }
        blocks[block] = begun;
        return begun;
    }
}
