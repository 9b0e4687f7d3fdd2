package dev.audiencesync.export;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One location, walked name by name so that only folders that can match are listed. Hidden names match only a pattern
 * that begins with a dot, as in a shell.
 */
final class Location {

    private static final String ANY_FOLDERS = "**";

    private final String text;
    private final Path root;

    Location(String text, Path root) {
        this.text = text;
        this.root = root;
    }

    List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        if (isPath()) {
            found.add(root.resolve(text).normalize());
            return found;
        }
        Path start = text.startsWith("/") ? root.getRoot() : root;
        List<String> names = new ArrayList<>();
        for (String name : text.split("/", -1)) {
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        walk(start, names, found);
        return found;
    }

    /** Whether the location names the file, be it there or not. */
    boolean names(Path file) {
        Deque<String> names = new ArrayDeque<>();
        if (!text.startsWith("/")) {
            root.forEach(name -> names.add(name.toString()));
        }
        for (String name : text.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        List<String> standing = new ArrayList<>();
        file.forEach(name -> standing.add(name.toString()));
        return names(List.copyOf(names), standing);
    }

    private static boolean names(List<String> patterns, List<String> names) {
        if (patterns.isEmpty()) {
            return names.isEmpty();
        }
        String pattern = patterns.get(0);
        List<String> rest = patterns.subList(1, patterns.size());
        if (pattern.equals(ANY_FOLDERS)) {
            List<String> below = rest.isEmpty() ? List.of("*") : rest;
            return IntStream.range(0, names.size())
                    .takeWhile(folders -> names.subList(0, folders).stream().noneMatch(name -> name.startsWith(".")))
                    .anyMatch(folders -> names(below, names.subList(folders, names.size())));
        }
        return !names.isEmpty() && names(pattern, names.get(0)) && names(rest, names.subList(1, names.size()));
    }

    private static boolean names(String pattern, String name) {
        return pattern.equals(name)
                || (isGlob(pattern)
                        && name.startsWith(".") == pattern.startsWith(".")
                        && FileSystems.getDefault()
                                .getPathMatcher("glob:" + pattern)
                                .matches(Path.of(name)));
    }

    /** A file whose name looks like a glob is meant literally. */
    private boolean isPath() {
        try {
            return Files.isRegularFile(root.resolve(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** A folder or file that has just this name is meant, whatever the name would match as a glob. */
    private static boolean standsThere(Path folder, String name) {
        try {
            return Files.exists(folder.resolve(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void walk(Path folder, List<String> names, List<Path> found) throws IOException {
        if (names.isEmpty() || !Files.isDirectory(folder)) {
            return;
        }
        String name = names.get(0);
        List<String> rest = names.subList(1, names.size());
        if (name.equals(ANY_FOLDERS)) {
            walkAnyFolders(folder, rest.isEmpty() ? List.of("*") : rest, found);
        } else if (isGlob(name) && !standsThere(folder, name)) {
            for (Path child : children(folder, name)) {
                take(child, rest, found);
            }
        } else {
            take(folder.resolve(name).normalize(), rest, found);
        }
    }

    private static void walkAnyFolders(Path folder, List<String> rest, List<Path> found) throws IOException {
        walk(folder, rest, found);
        for (Path child : children(folder, "*")) {
            // a link to a folder above would be walked for ever
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                walkAnyFolders(child, rest, found);
            }
        }
    }

    private static void take(Path child, List<String> rest, List<Path> found) throws IOException {
        if (!rest.isEmpty()) {
            walk(child, rest, found);
        } else if (Files.isRegularFile(child) || leadsNowhere(child)) {
            found.add(child);
        }
    }

    /** A part of the export is missing, which must not go by in silence: whoever reads it says so. */
    private static boolean leadsNowhere(Path child) {
        return Files.isSymbolicLink(child) && Files.notExists(child);
    }

    private static List<Path> children(Path folder, String glob) throws IOException {
        FileSystem files = folder.getFileSystem();
        PathMatcher matcher = files.getPathMatcher("glob:" + glob);
        List<Path> matches = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path child : all) {
                Path name = folder.relativize(child);
                if (name.toString().startsWith(".") == glob.startsWith(".") && matcher.matches(name)) {
                    matches.add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return matches;
    }

    private static boolean isGlob(String name) {
        return name.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }
}
