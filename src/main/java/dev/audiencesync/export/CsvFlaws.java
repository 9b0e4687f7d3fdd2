package dev.audiencesync.export;

import org.jspecify.annotations.Nullable;

/** Why a row of a CSV file cannot be read. */
final class CsvFlaws {

    private static final String MALFORMED = "malformed_csv";
    private static final String TOO_LARGE = "record_too_large";

    private CsvFlaws() {}

    static Flaw unclosedQuote() {
        return new Flaw(MALFORMED, "not valid CSV: a quote is opened and not closed before the file ends");
    }

    static Flaw afterClosingQuote() {
        return new Flaw(
                MALFORMED,
                "not valid CSV: something follows a closing quote (a quote inside a quoted value is written twice)");
    }

    /** Whether the quotes do not match, so that it is open where the row ends. */
    static boolean isOfQuotes(@Nullable Flaw flaw) {
        return flaw != null && flaw.code().equals(MALFORMED);
    }

    static boolean isOfSize(@Nullable Flaw flaw) {
        return flaw != null && flaw.code().equals(TOO_LARGE);
    }

    static Flaw insideOf(long line) {
        return new Flaw(
                "inside_rejected_row",
                "may be text inside of the rejected row on line " + line + "; correct that one, and this is read");
    }

    static Flaw noUtf8() {
        return new Flaw(MALFORMED, "holds bytes that are no UTF-8; export the file as UTF-8");
    }

    static Flaw nul() {
        return new Flaw(MALFORMED, "holds NUL bytes, which are no text; export the file again");
    }

    static Flaw cutOff() {
        return new Flaw(MALFORMED, "not valid CSV: the file ends inside the record");
    }

    static Flaw columnCount(int found, int expected) {
        return new Flaw(
                "column_count", found + (found == 1 ? " column" : " columns") + " where the header has " + expected);
    }

    static Flaw noMembership(String column) {
        return new Flaw("invalid_boolean", "column `" + column + "` holds neither true nor false");
    }

    static Flaw tooLarge(int maxLength) {
        return new Flaw(
                TOO_LARGE,
                "larger than " + maxLength + " characters; perhaps a quote is opened in it and never closed");
    }
}
