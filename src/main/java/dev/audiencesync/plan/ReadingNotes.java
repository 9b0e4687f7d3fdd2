package dev.audiencesync.plan;

import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.definition.Source;
import dev.audiencesync.person.Amount;
import java.util.Set;
import java.util.TreeSet;

/** Notes what only the whole export could tell, and what of it was left aside. */
final class ReadingNotes {

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final UnknownColumns unknownColumns;

    ReadingNotes(PlanScope scope, PlanLedger ledger, ExportReading reading, UnknownColumns unknownColumns) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.unknownColumns = unknownColumns;
    }

    void note() {
        boolean events = scope.definition().source().stream() == Source.Stream.EVENT;
        Set<String> unknown = new TreeSet<>(reading.unknownContainers());
        unknown.addAll(unknownColumns.ofTags(
                ledger.tags().ownedCounts(scope.workspaceId(), scope.job()).keySet()));
        for (String container : unknown) {
            note(
                    events
                            ? "No event of this run carries `" + container + "`, which a condition asks about."
                            : "No record of this run carries `" + container
                                    + "`: conditions on it neither add nor remove" + " a tag.");
        }
        noteLeftOut();
        if (reading.nobodys() > 0) {
            note(events(reading.nobodys())
                    + Amount.word(reading.nobodys(), " names nobody, and was", " name nobody, and were")
                    + " passed over: none of the identifiers is filled in.");
        }
        if (reading.unasked() > 0) {
            note(events(reading.unasked()) + Amount.word(reading.unasked(), " was", " were")
                    + " passed over: no action's `when` holds for them.");
        }
        if (reading.index().replaced().isFull()) {
            note("More visitors were taken over by others than can be kept in mind ("
                    + Amount.number(ReplacedVisitors.MOST) + "): records of the others count by their own time.");
        }
    }

    private void noteLeftOut() {
        long curtailed = reading.index().curtailed();
        if (curtailed > 0) {
            note("The workspace has no custom attributes "
                    + reading.attributes().undefined().shown() + ", of which the records of "
                    + Amount.people(curtailed)
                    + " have values: they are left out. Once they are defined in Intercom (Settings, Data, People), the next"
                    + " run that reads these records sends them.");
        }
        LeftOut noNames = reading.attributes().noNames();
        if (noNames.records() > 0) {
            note(records(noNames) + " whose name cannot be an attribute's name in Intercom (at most "
                    + AttributeName.LONGEST + " letters, digits, spaces, hyphens, underscores and currency symbols but"
                    + " `$`): " + noNames.shown() + ". They are left out.");
        }
        LeftOut otherTypes = reading.attributes().otherTypes();
        if (otherTypes.records() > 0) {
            note(records(otherTypes) + " of another type than the attribute's in the workspace: " + otherTypes.shown()
                    + ". They are left out. `as: text` (or `number`, `boolean`, `date`) says what to send.");
        }
    }

    private String events(long some) {
        return Amount.number(some) + " of " + Amount.of(reading.read(), "event", "events");
    }

    private static String records(LeftOut leftOut) {
        return Amount.of(leftOut.records(), "record has values", "records have values");
    }

    private void note(String text) {
        ledger.runs().note(scope.run(), text);
    }
}
