package dev.audiencesync.ledger;

import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The changes of people in pages, one after the other, all of them open. */
final class PackedChanges {
    private final Iterator<PersonPlan> people;
    private Iterator<OpenChange> ofPerson = Collections.emptyIterator();
    private @Nullable OpenChange next;

    PackedChanges(Iterator<PersonPlan> people) {
        this.people = people;
    }

    Stream<OpenChange> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(people, Spliterator.ORDERED), false)
                .flatMap(PackedChanges::open);
    }

    private static Stream<OpenChange> open(PersonPlan plan) {
        return plan.changes().stream().map(change -> new OpenChange(change, plan.person()));
    }

    /** Hands on those before a place in the plan that were not handed on yet. */
    void before(long seq, PlanStore.ChangeScan scan) {
        OpenChange change = peek();
        while (change != null && change.change().seq() < seq) {
            scan.change(change, null);
            next = null;
            change = peek();
        }
    }

    private @Nullable OpenChange peek() {
        while (next == null && (ofPerson.hasNext() || people.hasNext())) {
            if (!ofPerson.hasNext()) {
                ofPerson = open(people.next()).iterator();
            }
            next = ofPerson.hasNext() ? ofPerson.next() : null;
        }
        return next;
    }
}
