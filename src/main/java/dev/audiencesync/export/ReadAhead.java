package dev.audiencesync.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose bytes are made ready by a thread of its own, such as unpacked, while those before are used. What is short
 * or only looked into is read by who asks. Not for use by several threads.
 */
final class ReadAhead extends InputStream {

    private static final int BLOCK_SIZE = 1 << 16;
    private static final int BLOCKS = 4;

    private final InputStream in;
    private final int alone;
    private final BlockingQueue<Block> ready = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(BLOCKS + 2);
    private long read;
    private @Nullable Thread thread;
    private Block current = new Block(new byte[0], 0, null);
    private int next;

    /**
     * What the thread made ready; its length is -1 at the end of the stream, and its failure what ended it early.
     */
    private static final class Block {
        private final byte[] bytes;
        private final int length;
        private final @Nullable Throwable failure;

        Block(byte[] bytes, int length, @Nullable Throwable failure) {
            this.bytes = bytes;
            this.length = length;
            this.failure = failure;
        }
    }

    /** @param alone how many bytes are read without a thread, at least */
    ReadAhead(InputStream in, int alone) {
        this.in = in;
        this.alone = alone;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (read < alone) {
            int count = in.read(target, offset, length);
            read += Math.max(0, count);
            return count;
        }
        if (length == 0) {
            return 0;
        }
        if (next == current.length && !advance()) {
            return -1;
        }
        int count = Math.min(length, current.length - next);
        System.arraycopy(current.bytes, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean advance() throws IOException {
        if (thread == null) {
            thread = new Thread(this::fill, "export-unpack");
            thread.setDaemon(true);
            thread.start();
        }
        if (current.length > 0) {
            spare.offer(current.bytes);
        }
        try {
            current = ready.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        next = 0;
        if (current.length > 0) {
            return true;
        }
        // Whoever asks again is told the same.
        ready.offer(current);
        next = current.length;
        fail(current.failure);
        return false;
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("reading was ended");
    }

    private static void fail(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void fill() {
        try {
            int length;
            do {
                byte[] bytes = spare.poll();
                Block block = block(bytes == null ? new byte[BLOCK_SIZE] : bytes);
                ready.put(block);
                length = block.length;
            } while (length > 0);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Block block(byte[] bytes) {
        try {
            return new Block(bytes, in.read(bytes, 0, bytes.length), null);
        } catch (IOException | RuntimeException | Error e) {
            return new Block(bytes, -1, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (thread != null) {
            Threads.end(thread);
        }
        in.close();
    }
}
