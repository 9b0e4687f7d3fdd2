package dev.audiencesync.export;

/** Why a record cannot be read; the reason never shows content, which may be personal. */
record Flaw(String code, String reason) {

    private static final String MALFORMED = "malformed_json";

    static Flaw malformed(String what) {
        return new Flaw(MALFORMED, "not valid JSON: " + what);
    }

    static Flaw malformed(String what, TextCursor at) {
        return malformed(what + " (line " + at.line() + ", column " + at.column() + ")");
    }

    static Flaw noRecord(TextCursor at) {
        return malformed("something that is no record", at);
    }

    static Flaw trailing(TextCursor at) {
        return malformed("something follows the record's closing brace", at);
    }

    static Flaw unclosed(long lineOfNext) {
        return malformed("not closed before the record on line " + lineOfNext);
    }

    static Flaw unclosedAtEnd() {
        return malformed("the file ends inside the record");
    }

    static Flaw duplicateKey() {
        return new Flaw("duplicate_key", "the same key stands twice in one object, so the value meant is unknown");
    }

    static Flaw tooLarge(int maxBytes) {
        return new Flaw("record_too_large", "larger than " + maxBytes + " bytes");
    }

    static Flaw tooDeep(int maxDepth) {
        return new Flaw("nested_too_deeply", "nested more than " + maxDepth + " levels deep");
    }
}
