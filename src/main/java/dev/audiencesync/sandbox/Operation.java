package dev.audiencesync.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The calls a fault may be about, in the words of those who set it. */
enum Operation {
    /** An upsert without an Intercom id too. */
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
            case CREATE -> kind == CallKind.CREATE_CONTACT || (kind == CallKind.UPSERT_USER && !namesId(call));
            case UPDATE -> kind == CallKind.UPDATE_CONTACT || (kind == CallKind.UPSERT_USER && namesId(call));
            case GET -> gets(kind);
            case SEARCH -> kind == CallKind.SEARCH_CONTACTS || kind == CallKind.FIND_USERS_BY_EMAIL;
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
            case LIST_CONTACTS, LIST_USERS, SCROLL_USERS, LIST_TAGS, LIST_CONTACT_TAGS, LIST_ATTRIBUTES -> true;
            default -> false;
        };
    }

    private static boolean gets(CallKind kind) {
        return switch (kind) {
            case GET_CONTACT, FIND_BY_EXTERNAL_ID, GET_USER, FIND_USER_BY_USER_ID -> true;
            default -> false;
        };
    }

    /** An upsert that names the Intercom id never creates. */
    private static boolean namesId(Call call) {
        return call.body().hasNonNull("id");
    }

    /** A bulk call that tags some and untags others counts as untagging. */
    private static boolean untags(Call call) {
        return StreamSupport.stream(call.body().path("users").spliterator(), false)
                .anyMatch(user -> user.path("untag").asBoolean(false));
    }
}
