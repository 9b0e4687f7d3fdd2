package dev.audiencesync.ledger;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Many staged records in one row's bytes, in reading order; each can be read without the others. Later releases read it
 * too: what comes new is appended to a version of its own.
 */
final class StagedPage {
    private static final int VERSION = 1;
    /** A single record is looked up in a page of a hundred others. */
    private static final int LARGE = 16 * 1024;

    private final PageWriter records = new PageWriter(true);
    private final long first;

    /** @param first the place of the first record */
    StagedPage(long first) {
        this.first = first;
    }

    long first() {
        return first;
    }

    boolean isFull() {
        return records.size() >= LARGE;
    }

    byte[] bytes() {
        PageWriter page = new PageWriter();
        page.count(VERSION);
        page.count(records.words().size());
        records.words().forEach(page::text);
        page.append(records);
        return page.bytes();
    }

    void add(StagedPerson staged) {
        int begun = records.beginSized();
        DesiredPerson desired = staged.desired();
        records.number(staged.seq());
        records.fingerprint(staged.key());
        records.text(desired.identifiers().externalId());
        records.text(desired.identifiers().email());
        records.text(desired.identifiers().intercomId());
        records.number(desired.newestBy());
        records.number(desired.visitor());
        records.fingerprint(staged.state());
        records.count(desired.fields().size());
        desired.fields().forEach(records::fields);
        records.text(FactsText.write(desired.facts()));
        records.repeated(desired.position().file());
        records.number(desired.position().line());
        records.counts(desired.ages());
        records.endSized(begun);
    }

    /** The records of a page, in reading order. */
    static List<StagedEntry> read(byte[] page) {
        List<String> words = new ArrayList<>();
        PageReader in = new PageReader(page, 0, words);
        int version = in.count();
        if (version != VERSION) {
            throw new IllegalStateException("A page of staged records is of version " + version
                    + ", which this release does not know: a newer one wrote it, and can carry out its plan");
        }
        for (int left = in.count(); left > 0; left--) {
            words.add(in.text());
        }
        List<StagedEntry> entries = new ArrayList<>();
        while (in.hasMore()) {
            int size = in.count();
            int end = in.position() + size;
            entries.add(entry(in, page, words));
            in.skipTo(end);
        }
        return entries;
    }

    private static StagedEntry entry(PageReader in, byte[] page, List<String> words) {
        long seq = in.number();
        Fingerprint key = in.fingerprint();
        Identifiers identifiers = new Identifiers(in.textOrNull(), in.textOrNull(), in.textOrNull());
        long newestBy = in.number();
        long visitor = in.number();
        int rest = in.position();
        return new StagedEntry(
                seq, key, identifiers, newestBy, visitor, entry -> person(entry, new PageReader(page, rest, words)));
    }

    private static StagedPerson person(StagedEntry entry, PageReader in) {
        Fingerprint state = in.fingerprint();
        List<SortedMap<String, FieldValue>> fields = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            fields.add(in.fields());
        }
        DesiredPerson desired = new DesiredPerson(
                entry.identifiers(),
                fields,
                FactsText.read(in.text()),
                entry.newestBy(),
                new SourcePosition(in.repeated(), in.number()),
                in.counts(),
                entry.visitor());
        return new StagedPerson(entry.seq(), entry.key(), state, desired);
    }
}
