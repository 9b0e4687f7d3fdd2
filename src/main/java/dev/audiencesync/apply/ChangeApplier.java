package dev.audiencesync.apply;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Carries out changes of one phase, concurrently, in as few calls as Intercom allows. Closing it ends its threads. */
public final class ChangeApplier implements AutoCloseable {
    /** Observed latencies reach a second; at 1,667 calls a 10-second window this many must be on their way. */
    private static final int CONCURRENCY = 128;

    /** After a kill, no more calls than this are repeated. */
    private static final int UNCOMMITTED_CALLS = 512;

    /** Of them; the rest is for the writes, so that every slice gets something done. */
    private static final int LOOKING_FOR = 256;

    private final IntercomClient client;
    private final IntercomSettings settings;
    private final Function<String, Optional<String>> tagIds;
    private final Links links = new Links();
    private final Dispatcher dispatcher;

    /** @param tagIds Intercom's id of a tag by its name, where the ledger knows it */
    public ChangeApplier(IntercomClient client, IntercomSettings settings, Function<String, Optional<String>> tagIds) {
        this.client = client;
        this.settings = settings;
        this.tagIds = tagIds;
        this.dispatcher = new Dispatcher(CONCURRENCY, client::me);
    }

    /** Carries out the changes, all of one phase; those it does not come to stay open. */
    public Applied apply(List<OpenChange> changes) {
        List<ChangeOutcome> outcomes = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        Map<String, List<OpenChange>> tagged = new LinkedHashMap<>();
        List<OpenChange> writes = new ArrayList<>();
        for (OpenChange open : changes) {
            ChangeKind kind = open.change().kind();
            if (kind == ChangeKind.CLAIM || kind == ChangeKind.RELEASE) {
                outcomes.add(new ChangeOutcome(open, new Outcome.Applied(kind, null, null)));
            } else if (kind == ChangeKind.TAG) {
                tagged.computeIfAbsent(tag(open), name -> new ArrayList<>()).add(open);
            } else if (kind == ChangeKind.UNTAG) {
                untag(open, outcomes, tasks);
            } else {
                writes.add(open);
            }
        }
        tagged.forEach((tag, members) -> batches(members).forEach(batch -> tasks.add(new TagTask(client, tag, batch))));
        CallBudget lookingFor = new CallBudget(LOOKING_FOR);
        Map<String, List<Contact>> found = new ConcurrentHashMap<>();
        Applied looked = dispatcher.run(lookups(writes, found), lookingFor);
        outcomes.addAll(looked.outcomes());
        if (looked.failure().isPresent()) {
            return new Applied(outcomes, looked.failure());
        }
        addWrites(writes, found, tasks);
        Applied applied = dispatcher.run(tasks, new CallBudget(UNCOMMITTED_CALLS - lookingFor.spent()));
        outcomes.addAll(applied.outcomes());
        return new Applied(outcomes, applied.failure());
    }

    private void untag(OpenChange open, List<ChangeOutcome> outcomes, List<Task> tasks) {
        Optional<String> tagId = tagIds.apply(tag(open));
        if (tagId.isPresent()) {
            tasks.add(new UntagTask(client, open, tagId.get()));
        } else {
            outcomes.add(new ChangeOutcome(open, new Outcome.Unchanged("the ledger knows no such tag")));
        }
    }

    private static String tag(OpenChange open) {
        return Objects.requireNonNull(open.change().tag(), "A tag change names its tag");
    }

    /** Before people with an e-mail are created, the e-mail is looked for: a create must never make a double. */
    private List<EmailLookup> lookups(List<OpenChange> writes, Map<String, List<Contact>> found) {
        return batches(writes.stream().filter(ChangeApplier::isLookedFor).toList()).stream()
                .map(batch -> new EmailLookup(client, batch, found))
                .toList();
    }

    private static boolean isLookedFor(OpenChange open) {
        Identifiers person = open.person().identifiers();
        return person.intercomId() == null && person.email() != null;
    }

    /** People whose look-up did not end are not written: they were decided there, or stay open. */
    private void addWrites(List<OpenChange> writes, Map<String, List<Contact>> found, List<Task> tasks) {
        takeKnown(writes);
        for (OpenChange open : writes) {
            List<Contact> sameEmail = isLookedFor(open) ? found.get(EmailLookup.emailKey(open)) : List.of();
            if (sameEmail != null) {
                tasks.add(new WriteTask(client, settings, open, sameEmail, links));
            }
        }
    }

    private void takeKnown(List<OpenChange> writes) {
        for (OpenChange open : writes) {
            String contactId = open.person().identifiers().intercomId();
            if (contactId != null) {
                links.take(contactId);
            }
        }
    }

    private static List<List<OpenChange>> batches(List<OpenChange> changes) {
        List<List<OpenChange>> batches = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += IntercomClient.BATCH) {
            batches.add(changes.subList(from, Math.min(changes.size(), from + IntercomClient.BATCH)));
        }
        return batches;
    }

    @Override
    public void close() {
        dispatcher.close();
    }
}
