package dev.audiencesync.export;

import com.github.luben.zstd.ZstdOutputStream;
import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.person.RecordParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** Writes export files and reads them back as short texts. */
final class Exports {

    /** What reading a file gave: {@code line content} for a record, {@code line !code partial} for an unreadable one. */
    record Reading(List<String> records, String failure) {}

    private Exports() {}

    /** One part of each record's top level. */
    static RecordParts part(String name) {
        return new RecordParts.Builder().add(List.of(name)).build();
    }

    static ExportFile file(Path folder, byte[] content) throws IOException {
        Path path = Files.createTempFile(folder, "export", ".dat");
        Files.write(path, content);
        return new ExportFile(path, "the file");
    }

    static Reading read(Path folder, String content) throws IOException {
        return read(file(folder, content.getBytes(StandardCharsets.UTF_8)), ReadLimits.DEFAULTS);
    }

    static Reading read(ExportFile file, ReadLimits limits) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordReader reader = JsonRecordReader.open(file, limits)) {
            readAll(reader, records);
            return new Reading(records, "");
        } catch (UnreadableFileException e) {
            return new Reading(records, e.getMessage());
        }
    }

    static Reading readCsv(ExportFile file, Character delimiter, ReadLimits limits) throws IOException {
        List<String> records = new ArrayList<>();
        try (RecordReader reader = CsvRecordReader.open(file, delimiter, List.of(), limits)) {
            readAll(reader, records);
            return new Reading(records, "");
        } catch (UnreadableFileException e) {
            return new Reading(records, e.getMessage());
        }
    }

    private static void readAll(RecordReader reader, List<String> records) throws UnreadableFileException {
        ReadRecord next;
        while ((next = reader.read()) != null) {
            records.add(text(next));
        }
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes).setChecksum(true)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    static String text(ReadRecord read) {
        if (read instanceof ExportRecord sound) {
            return sound.position().line() + " " + sound.content();
        }
        ReadRecord.UnreadableRecord damaged = (ReadRecord.UnreadableRecord) read;
        return damaged.position().line() + " !" + damaged.code() + " "
                + damaged.partials().stream().map(ObjectNode::toString).collect(Collectors.joining(" or "));
    }
}
