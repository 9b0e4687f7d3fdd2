package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many people of a plan in one row's bytes, none of them in the ledger. What is written is read by later releases too: what
 * comes new is appended to a version of its own.
 */
final class PlanPage {
    private static final int VERSION = 1;
    /** H2 takes a mebibyte in a row, and one person is far from that. */
    private static final int LARGE = 256 * 1024;

    private final PageWriter out = new PageWriter();

    PlanPage() {
        out.count(VERSION);
    }

    boolean isFull() {
        return out.size() >= LARGE;
    }

    byte[] bytes() {
        return out.bytes();
    }

    void add(PersonPlan plan) {
        write(plan.person());
        out.count(plan.changes().size());
        plan.changes().forEach(this::write);
    }

    private void write(PlannedPerson person) {
        out.number(person.seq());
        out.fingerprint(person.key());
        out.text(person.identifiers().externalId());
        out.text(person.identifiers().email());
        out.text(person.identifiers().intercomId());
        out.number(person.newest().newestBy());
        out.number(person.newest().visitor());
        out.flag(person.newest().overtakes());
        writeOrNull(person.state());
        write(person.looked());
        writeOrNull(person.emailUnseenAt());
        out.repeated(person.position().file());
        out.number(person.position().line());
        out.numberOrNull(person.stagedSeq());
        out.counts(person.ages());
        out.flag(person.heldBack());
    }

    private void writeOrNull(@Nullable Fingerprint fingerprint) {
        out.flag(fingerprint != null);
        if (fingerprint != null) {
            out.fingerprint(fingerprint);
        }
    }

    private void write(@Nullable Looked looked) {
        out.flag(looked != null);
        if (looked != null) {
            write(looked.at());
            out.fingerprint(looked.what());
        }
    }

    private void writeOrNull(@Nullable Instant instant) {
        out.flag(instant != null);
        if (instant != null) {
            write(instant);
        }
    }

    private void write(Instant instant) {
        out.number(instant.getEpochSecond());
        out.count(instant.getNano());
    }

    private void write(PlannedChange change) {
        out.number(change.seq());
        out.repeated(change.kind().name());
        out.repeated(change.tag());
        out.fields(change.fields());
        out.repeated(change.reason());
        out.repeated(change.cause().name());
        out.flag(change.commanded());
        out.flag(!change.whole().isNone());
        if (!change.whole().isNone()) {
            out.fields(change.whole().fields());
            out.count(change.whole().tags().size());
            change.whole().tags().forEach(out::repeated);
        }
    }

    /** The people of a page, in plan order. */
    static List<PersonPlan> read(byte[] page) {
        PageReader in = new PageReader(page);
        int version = in.count();
        if (version != VERSION) {
            throw new IllegalStateException("A plan's page is of version " + version
                    + ", which this release does not know: a newer one wrote it, and can carry it out");
        }
        List<PersonPlan> people = new ArrayList<>();
        while (in.hasMore()) {
            PlannedPerson person = person(in);
            List<PlannedChange> changes = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) {
                changes.add(change(in, person.seq()));
            }
            people.add(new PersonPlan(person, changes));
        }
        return people;
    }

    private static PlannedPerson person(PageReader in) {
        return new PlannedPerson(
                in.number(),
                in.fingerprint(),
                null,
                new Identifiers(in.textOrNull(), in.textOrNull(), in.textOrNull()),
                new NewestRecord(in.number(), in.number(), in.flag()),
                in.flag() ? in.fingerprint() : null,
                in.flag() ? new Looked(instant(in), in.fingerprint()) : null,
                in.flag() ? instant(in) : null,
                new SourcePosition(in.repeated(), in.number()),
                in.numberOrNull(),
                in.counts(),
                in.flag());
    }

    private static Instant instant(PageReader in) {
        return Instant.ofEpochSecond(in.number(), in.count());
    }

    private static PlannedChange change(PageReader in, long personSeq) {
        return new PlannedChange(
                in.number(),
                personSeq,
                ChangeKind.valueOf(in.repeated()),
                in.repeatedOrNull(),
                in.fields(),
                in.repeated(),
                Cause.valueOf(in.repeated()),
                in.flag(),
                in.flag() ? new Whole(in.fields(), tags(in)) : Whole.NONE);
    }

    private static List<String> tags(PageReader in) {
        List<String> tags = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            tags.add(in.repeated());
        }
        return tags;
    }
}
