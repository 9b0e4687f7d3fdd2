package dev.audiencesync.export;

import java.nio.file.Path;

/**
 * One file of an export.
 *
 * @param displayName how messages and positions name it: short, and the same in every run
 */
public record ExportFile(Path path, String displayName) {}
