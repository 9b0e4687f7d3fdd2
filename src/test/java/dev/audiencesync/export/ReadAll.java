package dev.audiencesync.export;

import java.io.IOException;
import java.nio.file.Path;

/** A program of its own, so that it can be given little memory: reads a file and prints what it was given. */
final class ReadAll {
    private ReadAll() {}

    public static void main(String[] arguments) throws IOException {
        ExportFile file = new ExportFile(Path.of(arguments[1]), "the file");
        long sound = 0;
        try (RecordReader reader = open(arguments[0], file)) {
            ReadRecord next;
            while ((next = reader.read()) != null) {
                if (next instanceof ReadRecord.UnreadableRecord bad) {
                    System.out.println(bad.position().line() + " " + bad.code());
                } else {
                    sound++;
                }
            }
        } catch (UnreadableFileException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(sound + " sound");
    }

    /** @param format {@code visitors} are JSON of which only the properties are wanted */
    private static RecordReader open(String format, ExportFile file) throws UnreadableFileException {
        return switch (format) {
            case "json" -> JsonRecordReader.open(file, ReadLimits.DEFAULTS);
            case "visitors" -> JsonRecordReader.open(file, Exports.part("properties"));
            default -> CsvRecordReader.open(file, null);
        };
    }
}
