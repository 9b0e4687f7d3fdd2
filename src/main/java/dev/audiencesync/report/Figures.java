package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import java.util.Locale;

/** Times and foreign text as people read them; the same on every machine, whatever its locale. */
public final class Figures {
    private Figures() {}

    public static String seconds(double seconds) {
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
        }
        long minutes = Math.round(seconds / 60);
        return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
    }

    static String minutes(double minutes) {
        return minutes < 1 ? "under a minute" : "about " + Amount.of((long) Math.ceil(minutes), "minute", "minutes");
    }

    /** Why somebody was refused, where it is not for everybody to read whom it is about: it may quote an e-mail. */
    static String nameless(String reason) {
        return printable(reason).replaceAll("[^\\s<>(),;:=]+@[^\\s<>(),;:]+", "[e-mail]");
    }

    /** File and tag names and refusals come from outside: none of them may steer the terminal. */
    public static String printable(String foreign) {
        return foreign.replaceAll("\\R", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
