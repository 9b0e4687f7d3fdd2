package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.NewestRecord;
import dev.audiencesync.ledger.Refusals.Refusal;
import dev.audiencesync.ledger.TagLedger.Member;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.SourcePosition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Plans for people with tags of the job whom no staged record led to: who has left a whole snapshot, who held a tag that
 * is adopted, who has one that is retired, who lost one by hand.
 */
final class MemberPart implements PlanPart {
    private static final SourcePosition ABSENT = new SourcePosition("(absent from the snapshot)", 0);
    private static final SourcePosition UNREAD = new SourcePosition("(not in the records read)", 0);

    private final ExportReading reading;
    private final Absence absence;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final StandingRefusals refusals;
    private final PlanWriter writer;
    private final Pages pages;
    private long cursor;

    /** The people in question, by ascending id. */
    interface Pages {
        List<Member> after(long personId);
    }

    MemberPart(
            ExportReading reading,
            Absence absence,
            Pages pages,
            KnownPeople known,
            PersonDiff diff,
            StandingRefusals refusals,
            PlanWriter writer) {
        this.reading = reading;
        this.absence = absence;
        this.pages = pages;
        this.known = known;
        this.diff = diff;
        this.refusals = refusals;
        this.writer = writer;
    }

    @Override
    public long advance() {
        List<Member> batch = pages.after(cursor);
        if (batch.isEmpty()) {
            return DONE;
        }
        cursor = batch.get(batch.size() - 1).person().id();
        List<Member> unplanned = batch.stream()
                .filter(member -> !known.isPlanned(member.person().id()))
                .filter(member -> !known.isOutOfReach(member.person()))
                .filter(member -> reading.chosen().picks(member.person().identifiers()))
                .toList();
        Map<Long, PersonContext> contexts =
                known.contexts(unplanned.stream().map(Member::person).toList());
        Map<Fingerprint, List<Refusal>> refused =
                refusals.of(unplanned.stream().map(MemberPart::key).toList());
        unplanned.forEach(member -> plan(
                member,
                Objects.requireNonNull(contexts.get(member.person().id())),
                refused.getOrDefault(key(member), List.of())));
        writer.flush();
        return unplanned.size();
    }

    private void plan(Member member, PersonContext context, List<Refusal> refused) {
        boolean present = isPresent(member);
        boolean left = absence.meansLeaving() && !present;
        PlanWriter.Subject subject = subject(member, left ? ABSENT : UNREAD, present);
        StandingRefusals.Open open =
                refusals.withhold(subject, null, left ? diff.ofAbsent(context) : diff.ofUnread(context), refused);
        if (!open.drafts().isEmpty()) {
            writer.add(subject, open);
            known.hasPlace(member.person());
        }
    }

    /** By any name: the job's own key for a person may hold an identifier that it never sent to Intercom. */
    private boolean isPresent(Member member) {
        LedgerPerson person = member.person();
        Fingerprint key = member.key();
        return reading.keeps(person.identifiers())
                || (key != null && reading.index().isPresent(key))
                || person.identifiers().allKeys().stream()
                        .anyMatch(name -> reading.index().isPresent(name.hash()));
    }

    private static Fingerprint key(Member member) {
        Fingerprint key = member.key();
        return key != null
                ? key
                : member.person().identifiers().key().orElseThrow().hash();
    }

    private static PlanWriter.Subject subject(Member member, SourcePosition position, boolean present) {
        return new PlanWriter.Subject(
                key(member),
                member.person().id(),
                member.person().identifiers(),
                NewestRecord.NONE,
                null,
                null,
                null,
                position,
                present ? PlanWriter.Origin.EXPORT : PlanWriter.Origin.UNREAD,
                null,
                Collections.emptySortedMap(),
                false);
    }
}
