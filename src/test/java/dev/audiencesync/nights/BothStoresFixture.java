package dev.audiencesync.nights;

import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.sandbox.SandboxOptions;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A world of each test's own, once on each of the stores. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
abstract class BothStoresFixture extends NightFixture {
    @Parameter
    TestDatabase database;

    @Override
    NightWorld world() {
        return NightWorld.in(root, SandboxOptions.defaults(), database::made);
    }
}
