package dev.audiencesync.report;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.person.FieldValue;
import java.util.Locale;
import java.util.stream.Collectors;

/** Changes in words. */
final class ChangeText {
    private ChangeText() {}

    /** What a kind does to a person, as a heading. */
    static String heading(ChangeKind kind) {
        return switch (kind) {
            case UNTAG -> "Untag";
            case RELEASE -> "Let go of a tag that another job keeps";
            case FORGET -> "Forget a tag that was taken off by hand";
            case CREATE -> "Create";
            case UPDATE -> "Update";
            case TAG -> "Tag";
            case RESTORE -> "Put a tag on again";
            case CLAIM -> "Own a tag that is on already";
        };
    }

    static String who(OpenChange change) {
        String person = Figures.printable(change.person().identifiers().display());
        String tag = change.change().tag();
        return tag == null ? person : person + "  " + Figures.printable(tag);
    }

    static String why(OpenChange change) {
        String cause = change.change().cause() == Cause.DATA
                ? ""
                : " (cause: " + change.change().cause().name().toLowerCase(Locale.ROOT) + ")";
        return Figures.printable(change.change().reason()) + cause;
    }

    /** The fields that are sent, with their new values; empty for tags. */
    static String fields(OpenChange change) {
        return change.change().fields().entrySet().stream()
                .map(field -> Figures.printable(field.getKey() + ": " + value(field.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String value(FieldValue value) {
        return value.json() == null ? "(emptied)" : String.valueOf(value.json());
    }
}
