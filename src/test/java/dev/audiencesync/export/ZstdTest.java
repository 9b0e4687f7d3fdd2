package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.export.Exports.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZstdTest {
    private static final String THREE = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";
    private static final byte[] SKIPPABLE = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};

    @TempDir
    Path folder;

    @Test
    void isToldByContentAndMayHaveSeveralFrames() throws IOException {
        assertThat(read(SKIPPABLE, zstd("{\"a\":1}\n{\"a\""), zstd(""), SKIPPABLE, zstd(":2}\n")))
                .isEqualTo(new Reading(List.of("1 {\"a\":1}", "2 {\"a\":2}"), ""));
    }

    @Test
    void csvMayBePackedToo() throws IOException {
        assertThat(Exports.readCsv(Exports.file(folder, zstd("id,name\n1,Ada\n")), null, ReadLimits.DEFAULTS))
                .isEqualTo(new Reading(List.of("2 {\"id\":\"1\",\"name\":\"Ada\"}"), ""));
    }

    @Test
    void whereverItIsCutOffTheFileIsUnreadableAndNoRecordIsInvented() throws IOException {
        byte[] whole = zstd(THREE);
        for (int length = 4; length < whole.length; length++) {
            Reading reading = read(Arrays.copyOf(whole, length));
            assertThat(reading.failure()).as("%d bytes", length).endsWith("the zstd data is cut off");
            assertThat(reading.records())
                    .filteredOn(record -> !record.contains("!"))
                    .isSubsetOf("1 {\"a\":1}", "2 {\"a\":2}", "3 {\"a\":3}");
        }
    }

    @Test
    void whatIsCorruptIsNotTakenForARecord() throws IOException {
        byte[] wrongSum = zstd(THREE);
        wrongSum[wrongSum.length - 1] ^= 1;
        byte[] wrongHead = zstd(THREE);
        wrongHead[4] ^= 0x08;

        assertThat(read(wrongSum).failure()).endsWith("the zstd checksum does not match, the data is corrupt");
        assertThat(read(wrongHead).failure()).endsWith("the zstd data is corrupt");
        assertThat(read(zstd(THREE), THREE.getBytes(UTF_8)))
                .isEqualTo(new Reading(
                        List.of("1 {\"a\":1}", "2 {\"a\":2}", "3 {\"a\":3}"),
                        "the file:3: the zstd data is followed by something else"));
    }

    @Test
    void aFrameThatAsksForTooMuchMemoryIsRefused() throws IOException {
        assertThat(read(frame(27)).records()).containsExactly("1 {\"a\":1}");
        assertThat(read(frame(28)).failure())
                .endsWith("the zstd data needs more than 128 MB to unpack; pack it again with a smaller window"
                        + " (`--long` of at most 27)");
    }

    /** A frame of one block, not packed, that asks for a window of that power of two. */
    private static byte[] frame(int window) {
        byte[] content = "{\"a\":1}\n".getBytes(UTF_8);
        return ByteBuffer.allocate(9 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xfd2fb528)
                .put((byte) 0)
                .put((byte) ((window - 10) << 3))
                .put((byte) (content.length << 3 | 1))
                .putShort((short) 0)
                .put(content)
                .array();
    }

    private Reading read(byte[]... parts) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.write(part);
        }
        return Exports.read(Exports.file(folder, whole.toByteArray()), ReadLimits.DEFAULTS);
    }

    private static byte[] zstd(String text) throws IOException {
        return Exports.zstd(text.getBytes(UTF_8));
    }
}
