package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.DuplicateEmailCreate;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People who are created slice by slice: while one is written, the e-mails of the next are looked for. */
class SlicesTest {
    private static final int SLICE = 500;

    /** One of those whose e-mails are looked for while the first slice is written. */
    private static final int NEXT = 510;

    /** Where a create that comes unasked makes a double. */
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withDuplicateEmailCreate(DuplicateEmailCreate.SECOND_CONTACT)
            .withRateLimitPerMinute(1_000_000));

    private final KnownContacts known = new KnownContacts(new PeopleLedger(Ledgers.template()), Ledgers.workspace());
    private final List<OpenChange> open = IntStream.range(0, 3 * SLICE)
            .mapToObj(i -> Open.create("c" + i, email(i), "N"))
            .collect(Collectors.toCollection(ArrayList::new));

    private static String email(int person) {
        return "c" + person + "@x.de";
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void emailsAreLookedForOnceAndNoMoreIsDoneThanMayBeRepeatedBeforeItIsStored() {
        String byHand = sandbox.manually().seedContact(ContactSeed.userWithEmail(email(NEXT)));

        try (ChangeApplier applier = applier()) {
            while (!open.isEmpty()) {
                long before = sandbox.counts().total();
                assertThat(apply(applier).outcomes().size()).isBetween(1, SLICE);
                assertThat(sandbox.counts().total() - before).isLessThanOrEqualTo(512);
            }
        }

        assertThat(sandbox.counts().calls(CallKind.SEARCH_CONTACTS))
                .as("once more for who was left over for want of a second call")
                .isBetween(3L * SLICE / 50, 3L * SLICE / 50 + 1);
        assertThat(sandbox.contacts()).hasSize(3 * SLICE);
        assertThat(person("c" + NEXT).id()).isEqualTo(byHand);
    }

    @Test
    void whatWasFoundBeforeATroubleIsLookedForAgainAfterIt() {
        try (ChangeApplier applier = applier()) {
            apply(applier);
            assertThat(sandbox.counts().calls(CallKind.SEARCH_CONTACTS))
                    .as("some ahead")
                    .isGreaterThan(SLICE / 50);
            sandbox.faults().answer("", 401);
            assertThat(apply(applier).failure()).isPresent();
            sandbox.faults().clear();
            String byHand = sandbox.manually().seedContact(ContactSeed.userWithEmail(email(NEXT)));
            while (!open.isEmpty()) {
                assertThat(apply(applier).failure()).isEmpty();
            }

            assertThat(person("c" + NEXT).id()).isEqualTo(byHand);
            assertThat(sandbox.counts().calls(CallKind.CREATE_CONTACT))
                    .as("found, and not met by a conflict")
                    .isEqualTo(3 * SLICE - 1);
        }
    }

    @Test
    void whoSharesAnEmailWithSomebodyOfTheSliceBeforeIsNoDouble() {
        open.set(3, Open.create(null, email(NEXT), "N"));

        try (ChangeApplier applier = applier()) {
            while (!open.isEmpty()) {
                apply(applier);
            }
        }

        assertThat(sandbox.contacts()).hasSize(3 * SLICE - 1);
    }

    private Applied apply(ChangeApplier applier) {
        int slice = Math.min(open.size(), applier.slice(ChangeKind.Phase.WRITE));
        Applied applied = applier.apply(List.copyOf(open.subList(0, slice)));
        open.removeAll(applied.outcomes().stream().map(ChangeOutcome::open).collect(Collectors.toSet()));
        return applied;
    }

    private ContactSnapshot person(String externalId) {
        return sandbox.contacts().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow();
    }

    private ChangeApplier applier() {
        return new ChangeApplier(
                Open.client(sandbox, "2.16"),
                Open.settings(OnArchived.REJECT),
                name -> Optional.empty(),
                new BulkUntagMemory(Ledgers.template(), Ledgers.workspace()),
                known,
                Clock.systemUTC());
    }
}
