package dev.audiencesync.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final int[] LEADS = {0x41, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xee, 0xf0, 0xf1, 0xf4, 0xf5, 0xff};
    private static final int[] FOLLOWING = {0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0};

    @Test
    void isWhatTheJdksDecoderTakes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            int ascii = random.nextInt(20);
            byte[] bytes = new byte[ascii + 3 + random.nextInt(8)];
            Arrays.fill(bytes, (byte) 'a');
            for (int i = ascii; i < bytes.length; i++) {
                int[] from = random.nextInt(3) == 0 ? LEADS : FOLLOWING;
                bytes[i] = (byte) from[random.nextInt(from.length)];
            }
            ByteBuffer part = ByteBuffer.wrap(bytes, 1, bytes.length - 2);

            assertThat(Utf8.validPart(part))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(part.duplicate().limit(end(part)));
        }
    }

    private static int end(ByteBuffer part) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer rest = part.duplicate();
        decoder.decode(rest, CharBuffer.allocate(100), true);
        return rest.position();
    }
}
