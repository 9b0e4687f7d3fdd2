/** The command line: picocli commands that parse, call and print; no decisions. */
@NullMarked
package dev.audiencesync.cli;

import org.jspecify.annotations.NullMarked;
