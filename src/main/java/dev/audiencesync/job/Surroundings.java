package dev.audiencesync.job;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.Progress;
import java.time.Clock;

/** What every command works with, whatever job it is about. */
record Surroundings(
        Home home,
        Database database,
        Connection.Source connections,
        Progress progress,
        StopSignal stop,
        Clock clock,
        Waiting waiting) {}
