package dev.audiencesync.nights;

import dev.audiencesync.nights.FoundWorld.Before;
import dev.audiencesync.nights.FoundWorld.Contact;
import dev.audiencesync.nights.FoundWorld.Night;
import dev.audiencesync.nights.FoundWorld.Said;
import dev.audiencesync.sandbox.DuplicateEmailCreate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/** Random worlds; what they shrink to is small: nobody there, nothing happened before, records that say little. */
final class FoundWorlds {
    private static final int PEOPLE = 5;
    private static final int EARLIER_NIGHTS = 2;
    private static final int RECORDS = 10;

    private FoundWorlds() {}

    static Arbitrary<FoundWorld> any() {
        return Combinators.combine(
                        Arbitraries.of(false, true),
                        Arbitraries.of(false, true),
                        Arbitraries.of(DuplicateEmailCreate.class),
                        before().list().ofSize(PEOPLE),
                        night().list().ofMaxSize(EARLIER_NIGHTS).withSizeDistribution(RandomDistribution.uniform()),
                        said())
                .as(FoundWorld::new);
    }

    private static Arbitrary<Before> before() {
        return Combinators.combine(
                        Arbitraries.of(Contact.class),
                        Arbitraries.of(false, false, false, true),
                        Arbitraries.subsetOf("Vip", "Reader", "Friend"))
                .as(Before::new);
    }

    private static Arbitrary<Night> night() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, PEOPLE - 1).set().ofMaxSize(2),
                        said())
                .as(Night::new);
    }

    private static Arbitrary<List<Said>> said() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, PEOPLE - 1),
                        Arbitraries.of(false, false, true),
                        Arbitraries.subsetOf("VIP", "Gold", "Readers"),
                        Arbitraries.of("Ada", "Bo").injectNull(0.3),
                        Arbitraries.of("free", "gold").injectNull(0.3),
                        Arbitraries.integers().between(0, 20))
                .as(Said::new)
                .list()
                .ofMaxSize(RECORDS)
                .withSizeDistribution(RandomDistribution.uniform());
    }
}
