package dev.audiencesync.definition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a definition's file. */
final class DefinitionText {

    /** Far above any definition written by hand, far below what would hurt. */
    static final int MAX_BYTES = 1 << 20;

    private DefinitionText() {}

    static String read(Path file) {
        Problems problems = new Problems(file.toString());
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file, problems));
        CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
            throw problems.fatal(line, 1, "this is not UTF-8 text", "save the file as UTF-8");
        }
        return text.toString();
    }

    private static byte[] bytes(Path file, Problems problems) {
        try {
            if (Files.isDirectory(file)) {
                throw problems.fatal(0, 0, "this is a folder", "name the definition in it, a .yml file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw tooLarge(problems);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw problems.fatal(0, 0, "there is no such file", "check the name and the jobs folder");
        } catch (IOException e) {
            throw problems.fatal(
                    0,
                    0,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "let the user who runs the job read the file");
        }
    }

    static DefinitionException tooLarge(Problems problems) {
        return problems.fatal(
                0, 0, "is larger than 1 MiB", "name a job definition, not an export; a definition is a page or two");
    }
}
