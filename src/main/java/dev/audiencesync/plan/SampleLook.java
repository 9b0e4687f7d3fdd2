package dev.audiencesync.plan;

import dev.audiencesync.ledger.StagedPerson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks in Intercom for a sample of the people whom the ledger does not know: by e-mail, else by external id. */
final class SampleLook {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Redirects redirects;
    private final IntercomView intercom;
    private final Clock clock;
    private final PersonDiff diff;
    private final Adoption adoption;
    private final List<StagedPerson> withEmail = new ArrayList<>();
    private final List<StagedPerson> others = new ArrayList<>();
    private final List<IntercomView.Listed> found = new ArrayList<>();
    private final Set<String> emails = new TreeSet<>();
    private Instant when = Instant.MIN;

    SampleLook(
            PlanScope scope,
            PlanLedger ledger,
            Redirects redirects,
            IntercomView intercom,
            Clock clock,
            PersonDiff diff,
            Adoption adoption) {
        this.scope = scope;
        this.ledger = ledger;
        this.redirects = redirects;
        this.intercom = intercom;
        this.clock = clock;
        this.diff = diff;
        this.adoption = adoption;
    }

    /** Asks for the people of the records at the places; stores nothing. */
    void ask(List<Long> places) {
        List.of(withEmail, others, found, emails).forEach(Collection::clear);
        when = clock.instant();
        ledger.staged().at(scope.run(), places).stream()
                .map(redirects::effective)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(staged -> diff.mayCreate(staged.desired()))
                .forEach(staged -> (emailKey(staged) == null ? others : withEmail).add(staged));
        withEmail.forEach(staged -> emails.add(String.valueOf(emailKey(staged))));
        if (!emails.isEmpty()) {
            IntercomView.Sought sought = intercom.listedByEmails(emails);
            found.addAll(sought.users());
            emails.removeAll(sought.refused());
        }
        if (!others.isEmpty()) {
            found.addAll(intercom.listedByExternalIds(externalIds()));
        }
    }

    private static @Nullable String emailKey(StagedPerson staged) {
        return staged.desired().identifiers().emailKey();
    }

    private Set<String> externalIds() {
        Set<String> ids = new HashSet<>();
        others.forEach(
                staged -> ids.add(String.valueOf(staged.desired().identifiers().externalId())));
        return ids;
    }

    /** Keeps what was found, so that nobody of the sample is looked for again. */
    void take() {
        ledger.listed().keep(scope.run(), AdoptPart.users(found));
        adoption.asked(emails, when);
    }

    /** @param of how many people with an e-mail they stand for */
    ListingChoice.Sample withEmail(long of) {
        return result(withEmail, of);
    }

    /** @param of how many people without an e-mail they stand for */
    ListingChoice.Sample others(long of) {
        return result(others, of);
    }

    private ListingChoice.Sample result(List<StagedPerson> people, long of) {
        Map<Long, Stranger.Adopted> recognised = adoption.recognise(people);
        long equal = people.stream()
                .filter(staged -> {
                    Stranger.Adopted adopted = recognised.get(staged.seq());
                    return adopted != null && adoption.isEqual(staged, adopted);
                })
                .count();
        return new ListingChoice.Sample(of, people.size(), recognised.size(), (int) equal);
    }
}
