package dev.audiencesync.plan;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to tell what has to change for a person. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PersonDiffBenchmark {
    private final PersonDiff diff =
            new PersonDiff(Plans.definition(Plans.CREATE + Plans.VIP), Set.of(), new FromData());
    private final DesiredPerson desired = desired("Ada Lovelace");
    private final PersonContext asDesired = known(desired);
    private final PersonContext otherwise = known(desired("Ada Byron"));

    /** Everything differs because of the data. */
    private static final class FromData implements MappingHistory {
        @Override
        public Cause ofField(@Nullable Long definitionId, String field) {
            return Cause.DATA;
        }

        @Override
        public Cause ofTag(@Nullable Long definitionId, String nameKey) {
            return Cause.DATA;
        }
    }

    private static DesiredPerson desired(String name) {
        return new DesiredPerson(
                new Identifiers("C-1001", "ada@example.com", null),
                List.of(new TreeMap<>(Map.of(
                        "external_id", new FieldValue.Text("C-1001"),
                        "email", new FieldValue.Text("ada@example.com"),
                        "name", new FieldValue.Text(name)))),
                new ConditionFacts(String.valueOf(ConditionFacts.HOLDS)),
                0,
                new SourcePosition("visitors.json", 1));
    }

    private static PersonContext known(DesiredPerson person) {
        TreeMap<String, String> sent = new TreeMap<>();
        person.fields().get(0).forEach((name, value) -> sent.put(name, value.fingerprintIn(name)));
        JobMemory memory = new JobMemory(1, 1, sent, Collections.emptySortedMap());
        return new PersonContext(true, memory, Set.of("vip"), Set.of(), Set.of(), Set.of(), Set.of(), false);
    }

    @Benchmark
    public List<Draft> ofSomebodyNew() {
        return diff.of(desired, PersonContext.STRANGER);
    }

    @Benchmark
    public List<Draft> ofSomebodyWithAnotherName() {
        return diff.of(desired, otherwise);
    }

    @Benchmark
    public List<Draft> ofSomebodyWhoIsAsDesired() {
        return diff.of(desired, asDesired);
    }
}
