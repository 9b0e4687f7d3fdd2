package dev.audiencesync.export;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one record, valid until the next frame is asked for.
 *
 * @param line the line the record begins on
 * @param flaw what is known to be wrong with it; null where it looks sound
 */
record Frame(long line, ByteBuffer bytes, @Nullable Flaw flaw) {}
