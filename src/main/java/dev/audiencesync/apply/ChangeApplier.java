package dev.audiencesync.apply;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeKind.Phase;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out changes of one phase, concurrently, in as few calls as Intercom allows. Closing it ends its threads. */
public final class ChangeApplier implements AutoCloseable {
    /** After a kill, no more calls than this are repeated. */
    private static final int UNCOMMITTED_CALLS = 512;

    /** Of them; the rest is for the writes, so that every slice gets something done. */
    private static final int LOOKING_FOR = 256;

    /** At a call each, so that a crash repeats few; fifty a call, changes may be more. */
    private static final int ONE_BY_ONE = 500;

    private static final int BY_FIFTIES = 5_000;

    private final IntercomClient client;
    private final IntercomSettings settings;
    private final Function<String, Optional<String>> tagIds;
    private final Untagging untagging;
    private final UserFinder finder;
    private final KnownContacts known;
    private final Links links;
    private final Clock clock;
    private final Set<String> upsertedEmails = new HashSet<>();

    /** The users with an e-mail, by its key; of people who are written next. */
    private final Map<String, List<Contact>> found = new ConcurrentHashMap<>();

    private final Dispatcher dispatcher;

    /**
     * @param tagIds Intercom's id of a tag by its name, where the ledger knows it
     * @param bulkUntag what the workspace is known to do about untagging in bulk
     * @param known whose the workspace's contacts are
     */
    public ChangeApplier(
            IntercomClient client,
            IntercomSettings settings,
            Function<String, Optional<String>> tagIds,
            BulkUntagMemory bulkUntag,
            KnownContacts known,
            Clock clock) {
        this.client = client;
        this.settings = settings;
        this.tagIds = tagIds;
        this.known = known;
        this.clock = clock;
        this.links = new Links(known::isOfAnother);
        this.finder = new UserFinder(client, links);
        this.untagging = new Untagging(client, finder, bulkUntag);
        this.dispatcher = new Dispatcher(client::concurrency, client::probe);
    }

    /**
     * How many changes of a phase to be given at once. Of writes, half of them are carried out before their outcomes are
     * stored, and the other half's e-mails looked for meanwhile; a few more fill the last look-up.
     */
    public int slice(Phase phase) {
        return switch (phase) {
            case UNTAG -> untagging.inBulk() ? BY_FIFTIES : ONE_BY_ONE;
            case WRITE -> client.upserts() ? ONE_BY_ONE : 2 * ONE_BY_ONE + IntercomClient.BATCH;
            case TAG -> BY_FIFTIES;
        };
    }

    /** Carries out the changes, all of one phase; those it does not come to stay open. */
    public Applied apply(List<OpenChange> changes) {
        List<ChangeOutcome> outcomes = new ArrayList<>();
        Map<String, List<OpenChange>> tagged = new LinkedHashMap<>();
        Map<String, List<OpenChange>> untagged = new LinkedHashMap<>();
        List<OpenChange> writes = new ArrayList<>();
        for (OpenChange open : changes) {
            ChangeKind kind = open.change().kind();
            if (kind.isBookkeeping()) {
                outcomes.add(new ChangeOutcome(open, new Outcome.Applied(kind, null, null)));
            } else if (kind == ChangeKind.TAG || kind == ChangeKind.RESTORE) {
                tagged.computeIfAbsent(tag(open), name -> new ArrayList<>()).add(open);
            } else if (kind == ChangeKind.UNTAG) {
                untagged.computeIfAbsent(tag(open), name -> new ArrayList<>()).add(open);
            } else {
                writes.add(open);
            }
        }
        Applied applied;
        if (!untagged.isEmpty()) {
            applied = untag(leaving(untagged, outcomes));
        } else if (!tagged.isEmpty()) {
            applied = dispatcher.run(tagTasks(tagged), new CallBudget(UNCOMMITTED_CALLS));
        } else {
            applied = write(writes);
        }
        outcomes.addAll(applied.outcomes());
        return new Applied(outcomes, applied.failure());
    }

    private List<Task> tagTasks(Map<String, List<OpenChange>> tagged) {
        List<Task> tasks = new ArrayList<>();
        tagged.forEach((tag, members) -> batches(members).forEach(batch -> tasks.add(tagTask(tag, batch))));
        return tasks;
    }

    private Task tagTask(String tag, List<OpenChange> batch) {
        return client.upserts() ? new TagUsersTask(client, finder, tag, batch) : new TagTask(client, tag, batch);
    }

    private List<Leaving> leaving(Map<String, List<OpenChange>> untagged, List<ChangeOutcome> outcomes) {
        List<Leaving> leaving = new ArrayList<>();
        untagged.forEach((tag, members) -> tagIds.apply(tag)
                .ifPresentOrElse(
                        tagId -> leaving.add(new Leaving(tag, tagId, members)),
                        () -> members.forEach(open -> outcomes.add(
                                new ChangeOutcome(open, new Outcome.Unchanged("the ledger knows no such tag"))))));
        return leaving;
    }

    /** A trial is a slice of its own: what it found out is stored before anybody is untagged by it. */
    private Applied untag(List<Leaving> leaving) {
        Optional<UntagTrial> trial = untagging.trial(leaving);
        if (trial.isPresent()) {
            Applied tried = dispatcher.run(List.of(trial.get()), new CallBudget(UNCOMMITTED_CALLS));
            untagging.conclude(trial.get());
            return tried;
        }
        Applied applied = dispatcher.run(untagging.tasks(leaving), new CallBudget(UNCOMMITTED_CALLS));
        untagging.review();
        return applied;
    }

    private Applied write(List<OpenChange> writes) {
        if (client.upserts()) {
            return dispatcher.run(upserts(writes), new CallBudget(UNCOMMITTED_CALLS));
        }
        int now = Math.min(writes.size(), ONE_BY_ONE);
        Applied applied = write(new ArrayList<>(writes.subList(0, now)), writes.subList(now, writes.size()));
        if (applied.failure().isPresent()) {
            found.clear(); // who knows when it goes on
        }
        return applied;
    }

    private Applied write(List<OpenChange> now, List<OpenChange> later) {
        CallBudget lookingFor = new CallBudget(LOOKING_FOR);
        Applied looked = dispatcher.run(lookups(now, later), lookingFor);
        if (looked.failure().isPresent()) {
            return looked;
        }
        Set<OpenChange> decided =
                looked.outcomes().stream().map(ChangeOutcome::open).collect(Collectors.toSet());
        now.removeAll(decided);
        Set<String> written = emails(now.stream());
        List<OpenChange> left = later.stream()
                .filter(open -> !decided.contains(open) && !written.contains(EmailLookup.emailKey(open)))
                .toList();
        int next = Math.min(left.size(), ONE_BY_ONE);
        List<Task> tasks = new ArrayList<>(writes(now));
        tasks.addAll(lookups(left.subList(0, next), left.subList(next, left.size())));
        Applied applied = dispatcher.run(tasks, new CallBudget(UNCOMMITTED_CALLS - lookingFor.spent()));
        found.keySet().removeAll(written); // what was found is no longer so
        List<ChangeOutcome> outcomes = new ArrayList<>(looked.outcomes());
        outcomes.addAll(applied.outcomes());
        return new Applied(outcomes, applied.failure());
    }

    private static String tag(OpenChange open) {
        return Objects.requireNonNull(open.change().tag(), "A tag change names its tag");
    }

    /**
     * Before people with an e-mail are created, the e-mail is looked for: a create must never make a double.
     *
     * @param later those that follow, of whom some fill the last look-up
     */
    private List<EmailLookup> lookups(List<OpenChange> writes, List<OpenChange> later) {
        List<OpenChange> sought =
                new ArrayList<>(writes.stream().filter(this::isSought).toList());
        int room = Math.floorMod(-sought.size(), IntercomClient.BATCH);
        later.stream().filter(this::isSought).limit(room).forEach(sought::add);
        return batches(sought).stream()
                .map(batch -> new EmailLookup(client, batch, found))
                .toList();
    }

    private boolean isSought(OpenChange open) {
        return isLookedFor(open) && !found.containsKey(EmailLookup.emailKey(open));
    }

    private boolean isLookedFor(OpenChange open) {
        return isStranger(open) && open.person().isEmailLookedFor(clock);
    }

    private static boolean isStranger(OpenChange open) {
        Identifiers person = open.person().identifiers();
        return person.intercomId() == null && person.email() != null;
    }

    /** People whose look-up did not end are not written: they were decided there, or stay open. */
    private List<Task> writes(List<OpenChange> writes) {
        takeKnown(writes);
        List<Task> tasks = new ArrayList<>();
        for (OpenChange open : writes) {
            List<Contact> sameEmail = sameEmail(open);
            if (sameEmail != null) {
                WriteTask task = new WriteTask(client, settings, open, sameEmail, links);
                task.claim();
                tasks.add(task);
            }
        }
        return tasks;
    }

    /** Null where it is not known yet. */
    private @Nullable List<Contact> sameEmail(OpenChange open) {
        List<Contact> known = isStranger(open) ? found.get(EmailLookup.emailKey(open)) : List.of();
        return known == null && !isLookedFor(open) ? List.of() : known;
    }

    private List<Task> upserts(List<OpenChange> writes) {
        takeKnown(writes);
        Map<String, List<OpenChange>> byEmail = new LinkedHashMap<>();
        Set<String> ofUsers = known.emailsOfUsers(emails(writes.stream().filter(ChangeApplier::isStranger)));
        List<Task> tasks = new ArrayList<>();
        for (OpenChange open : writes) {
            String emailKey = open.person().identifiers().emailKey();
            if (emailKey == null) {
                tasks.add(new UpsertTask(client, links, List.of(open), false));
            } else {
                byEmail.computeIfAbsent(emailKey, key -> new ArrayList<>()).add(open);
            }
        }
        byEmail.forEach((emailKey, sameEmail) -> {
            boolean shared = !upsertedEmails.add(emailKey) || sameEmail.size() > 1 || ofUsers.contains(emailKey);
            tasks.add(new UpsertTask(client, links, sameEmail, shared));
        });
        return tasks;
    }

    private static Set<String> emails(Stream<OpenChange> changes) {
        return changes.filter(open -> open.person().identifiers().email() != null)
                .map(EmailLookup::emailKey)
                .collect(Collectors.toSet());
    }

    private void takeKnown(List<OpenChange> writes) {
        for (OpenChange open : writes) {
            String contactId = open.person().identifiers().intercomId();
            if (contactId != null) {
                links.take(contactId, open.person());
            }
        }
    }

    static List<List<OpenChange>> batches(List<OpenChange> changes) {
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
