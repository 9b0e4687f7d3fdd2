package dev.audiencesync.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The calls a fault may be about, in the words of those who set it. */
enum Operation {
    CREATE,
    UPDATE,
    /** A single contact, by its id or its User ID. */
    GET,
    SEARCH,
    LIST,
    TAG,
    UNTAG,
    UNARCHIVE,
    ME,
    READ,
    WRITE,
    ANY;

    boolean includes(CallKind kind, Call call) {
        return switch (this) {
            case CREATE -> kind == CallKind.CREATE_CONTACT;
            case UPDATE -> kind == CallKind.UPDATE_CONTACT;
            case GET -> kind == CallKind.GET_CONTACT || kind == CallKind.FIND_BY_EXTERNAL_ID;
            case SEARCH -> kind == CallKind.SEARCH_CONTACTS;
            case LIST -> lists(kind);
            case TAG -> kind == CallKind.TAG_ONE || (kind == CallKind.TAG_BULK && !untags(call));
            case UNTAG -> kind == CallKind.UNTAG_ONE || (kind == CallKind.TAG_BULK && untags(call));
            case UNARCHIVE -> kind == CallKind.UNARCHIVE_CONTACT;
            case ME -> kind == CallKind.SHOW_ADMIN;
            case READ -> !kind.isWrite();
            case WRITE -> kind.isWrite();
            case ANY -> true;
        };
    }

    static Optional<Operation> called(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean lists(CallKind kind) {
        return switch (kind) {
            case LIST_CONTACTS, LIST_TAGS, LIST_CONTACT_TAGS, LIST_ATTRIBUTES -> true;
            default -> false;
        };
    }

    /** A bulk call that tags some and untags others counts as untagging. */
    private static boolean untags(Call call) {
        return StreamSupport.stream(call.body().path("users").spliterator(), false)
                .anyMatch(user -> user.path("untag").asBoolean(false));
    }
}
