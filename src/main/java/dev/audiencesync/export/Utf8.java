package dev.audiencesync.export;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8 to the letter: the JSON parser lets overlong forms and encoded surrogates pass. */
final class Utf8 {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer scratch = CharBuffer.allocate(1 << 13);

    /** As much of the buffer, from its beginning, as is valid. */
    ByteBuffer validPart(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining() && rest.get(rest.position()) >= 0) {
            rest.position(rest.position() + 1);
        }
        decoder.reset();
        while (decoder.decode(rest, scratch.clear(), true).isOverflow()) {
            // goes on where the scratch buffer ran over
        }
        return bytes.duplicate().limit(rest.position());
    }
}
