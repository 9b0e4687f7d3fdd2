package dev.audiencesync.apply;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.RetrySettings;
import dev.audiencesync.intercom.StoppableWaiter;
import dev.audiencesync.intercom.Timeouts;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.NewestRecord;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PlannedChange;
import dev.audiencesync.ledger.PlannedPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import dev.audiencesync.sandbox.Sandbox;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Open changes in few words, and the real client that carries them out. */
final class Open {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Open() {}

    static OpenChange change(ChangeKind kind) {
        return write(new Identifiers("ada", null, null), kind, Map.of());
    }

    /** A create of a person with these identifiers and a name. */
    static OpenChange create(String externalId, String email, String name) {
        Map<String, FieldValue> fields = new TreeMap<>(Map.of("name", new FieldValue.Text(name)));
        if (externalId != null) {
            fields.put("external_id", new FieldValue.Text(externalId));
        }
        if (email != null) {
            fields.put("email", new FieldValue.Text(email));
        }
        return write(new Identifiers(externalId, email, null), ChangeKind.CREATE, fields);
    }

    /** A create of a person whose name is to be empty. */
    static OpenChange createClearingTheName(String externalId) {
        return write(
                new Identifiers(externalId, null, null),
                ChangeKind.CREATE,
                Map.of("external_id", new FieldValue.Text(externalId), "name", new FieldValue.Clear()));
    }

    static OpenChange update(String intercomId, String field, String value) {
        return write(
                new Identifiers("ada", null, intercomId), ChangeKind.UPDATE, Map.of(field, new FieldValue.Text(value)));
    }

    static OpenChange update(Identifiers person, String field, String value) {
        return write(person, ChangeKind.UPDATE, Map.of(field, new FieldValue.Text(value)));
    }

    static OpenChange tag(ChangeKind kind, String intercomId) {
        return open(new Identifiers(null, null, intercomId), kind, "VIP", new TreeMap<>());
    }

    private static OpenChange write(Identifiers person, ChangeKind kind, Map<String, FieldValue> fields) {
        return open(person, kind, null, new TreeMap<>(fields));
    }

    private static OpenChange open(
            Identifiers person, ChangeKind kind, String tag, SortedMap<String, FieldValue> fields) {
        return new OpenChange(
                new PlannedChange(NUMBER.incrementAndGet(), 1, kind, tag, fields, "because", Cause.DATA),
                new PlannedPerson(
                        1,
                        person.key().orElseThrow().hash(),
                        null,
                        person,
                        new NewestRecord(0, 0, false),
                        null,
                        null,
                        null,
                        new SourcePosition("f", 1),
                        1L,
                        Collections.emptySortedMap(),
                        false));
    }

    /** What became of a task's changes, and how many calls it took. */
    record Done(List<ChangeOutcome> outcomes, int calls) {}

    static Done carryOut(Task task) {
        List<ChangeOutcome> outcomes = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        task.carryOut(calls::incrementAndGet, outcomes::add);
        return new Done(outcomes, calls.get());
    }

    static IntercomClient client(Sandbox sandbox, String version) {
        return new IntercomClient(
                new ClientSettings(sandbox.baseUrl(), version, () -> new AccessToken("any"), 10),
                Clock.systemUTC(),
                new StoppableWaiter());
    }

    /** One that does not wait long before it gives up. */
    static IntercomClient impatientClient(Sandbox sandbox, String version) {
        ClientSettings settings = new ClientSettings(
                sandbox.baseUrl(),
                version,
                () -> new AccessToken("any"),
                10,
                RetrySettings.of(2, Duration.ofMillis(5)),
                Timeouts.DEFAULTS);
        return new IntercomClient(settings, Clock.systemUTC(), new StoppableWaiter());
    }

    static IntercomSettings settings(OnArchived onArchived) {
        return new IntercomSettings(
                URI.create("http://127.0.0.1"),
                "2.16",
                null,
                10,
                onArchived,
                IntercomSettings.OnDeleted.REJECT,
                IntercomSettings.Patience.DEFAULT,
                null);
    }
}
