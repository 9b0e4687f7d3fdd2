package dev.audiencesync.plan;

import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.definition.Source;
import java.util.Locale;
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
            note(count(reading.nobodys()) + " of " + count(reading.read())
                    + " events name nobody, and were passed over: none of the identifiers is filled in.");
        }
        if (reading.unasked() > 0) {
            note(count(reading.unasked()) + " of " + count(reading.read())
                    + " events were passed over: no action's `when` holds for them.");
        }
        if (reading.index().replaced().isFull()) {
            note("More visitors were taken over by others than can be kept in mind (" + count(ReplacedVisitors.MOST)
                    + "): records of the others count by their own time.");
        }
    }

    private void noteLeftOut() {
        long curtailed = reading.index().curtailed();
        if (curtailed > 0) {
            note("The workspace has no custom attributes "
                    + reading.attributes().undefined().shown() + ", of which the records of "
                    + (curtailed == 1 ? "1 person have" : count(curtailed) + " people have")
                    + " values: they are left out. Once they are defined in Intercom (Settings, Data, People), the next"
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

    private static String records(LeftOut leftOut) {
        return leftOut.records() == 1 ? "1 record has values" : count(leftOut.records()) + " records have values";
    }

    private void note(String text) {
        ledger.runs().note(scope.run(), text);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
