package dev.audiencesync.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The files that locations name.
 *
 * @param files sorted by path, each once
 * @param unmatched the locations that name no file, as written
 */
public record ExportFiles(List<ExportFile> files, List<String> unmatched) {

    private static final String ANY_DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";

    public ExportFiles {
        files = List.copyOf(files);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * Finds the files.
     *
     * @param locations paths or globs, absolute or relative to the base: {@code *}, {@code ?}, {@code [a-z]},
     *     {@code {a,b}} within one name, {@code **} for any number of folders, none included
     * @param base the folder relative locations start from
     * @throws IOException where a folder cannot be listed: a file in it must not be missed in silence
     */
    public static ExportFiles find(Collection<String> locations, Path base) throws IOException {
        Path root = base.toAbsolutePath().normalize();
        TreeSet<Path> found = new TreeSet<>();
        List<String> unmatched = new ArrayList<>();
        for (String location : locations) {
            List<Path> matches = new Location(location, root).files();
            found.addAll(matches);
            if (matches.isEmpty()) {
                unmatched.add(location);
            }
        }
        return new ExportFiles(
                found.stream()
                        .map(path -> new ExportFile(path, displayName(path, root)))
                        .toList(),
                unmatched);
    }

    /** Whether a location that names no file is a folder: its files are meant, and have to be asked for. */
    public static boolean isFolder(String location, Path base) {
        try {
            return Files.isDirectory(base.toAbsolutePath().resolve(location));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Whether a location names a file, whatever date its {@code {date}} stands for.
     *
     * @param location as {@link #find} takes it
     * @param base the folder relative locations start from
     */
    public static boolean names(String location, Path base, Path file) {
        Path root = base.toAbsolutePath().normalize();
        return new Location(location.replace("{date}", ANY_DATE), root)
                .names(file.toAbsolutePath().normalize());
    }

    /** The locations with {@code {date}} replaced, as in {@code 2026-11-22}. */
    public static List<String> dated(Collection<String> locations, LocalDate date) {
        return locations.stream()
                .map(location -> location.replace("{date}", date.toString()))
                .toList();
    }

    /** Relative where the file is below the base or beside it, as samples are beside jobs; else absolute. */
    private static String displayName(Path path, Path root) {
        Path above = root.getParent();
        boolean near = path.startsWith(root) || (above != null && above.getParent() != null && path.startsWith(above));
        return (near ? root.relativize(path) : path).toString();
    }
}
