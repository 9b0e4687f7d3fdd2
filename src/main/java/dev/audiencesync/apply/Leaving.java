package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.OpenChange;
import java.util.List;
import java.util.Objects;

/** People who lose one tag: {@code tag} is its name, {@code tagId} Intercom's id of it. */
record Leaving(String tag, String tagId, List<OpenChange> people) {

    Leaving {
        people = List.copyOf(people);
    }

    static String contactId(OpenChange open) {
        return Objects.requireNonNull(
                open.person().identifiers().intercomId(), "Only people known in Intercom have tags of ours");
    }

    Leaving of(List<OpenChange> some) {
        return new Leaving(tag, tagId, some);
    }

    static long bulkCalls(long people) {
        return (people + IntercomClient.BATCH - 1) / IntercomClient.BATCH;
    }
}
