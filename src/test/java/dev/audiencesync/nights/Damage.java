package dev.audiencesync.nights;

import java.util.function.UnaryOperator;

/** What can be wrong with a record, done to the text of a good one, and whom one can still tell from it. */
enum Damage {
    NAME_IS_NO_TEXT(
            Names.ALL, text -> text.replaceFirst("\"Full name\":\"[^\"]*\"", "\"Full name\":{\"no\":\"text\"}")),
    AUDIENCES_ARE_NO_LIST(Names.ALL, text -> text.replaceFirst("\"audiences\":\\[[^]]*]", "\"audiences\":7")),
    EMAIL_IS_NONE(Names.ID, text -> text.replaceFirst("\"Email Address\":\"[^\"]*\"", "\"Email Address\":\"none\"")),
    ID_IS_NO_TEXT(
            Names.EMAIL,
            text -> text.replaceFirst(
                    "\"properties\":\\{(\"Customer ID\":\"[^\"]*\",)?", "\"properties\":{\"Customer ID\":[1],")),
    /** No ledger knows the e-mail, so it may be anybody's new one. */
    ID_IS_NO_TEXT_AND_EMAIL_IS_NEW(
            Names.NONE, text -> ID_IS_NO_TEXT.text(text).replace("@example.com", "@new.example")),
    BREAKS_OFF_AFTER_THE_NAMES(Names.ALL, text -> text.substring(0, text.indexOf("\"Full name\"") + 8)),
    BREAKS_OFF_BEFORE_THE_NAMES(Names.NONE, text -> text.substring(0, text.indexOf("\"properties\"") + 8)),
    IS_NO_JSON(Names.NONE, text -> "%% the disk was full %%");

    /** What can still be read of who the record is about. */
    enum Names {
        ALL,
        ID,
        EMAIL,
        NONE
    }

    private final Names readable;
    private final UnaryOperator<String> harm;

    Damage(Names readable, UnaryOperator<String> harm) {
        this.readable = readable;
        this.harm = harm;
    }

    String text(String record) {
        return harm.apply(record);
    }

    /** Whether the record is not closed. */
    boolean breaksOff() {
        return this == BREAKS_OFF_AFTER_THE_NAMES || this == BREAKS_OFF_BEFORE_THE_NAMES;
    }

    /** Whether nobody is named for sure, so that the record may be about anybody. */
    boolean maybeAnybody(boolean hasId) {
        return readable == Names.NONE || (readable == Names.ID && !hasId);
    }
}
