package dev.audiencesync.job;

import dev.audiencesync.ledger.RunAllowances;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** A run's allowances as its store keeps them: a restart makes the same plan, and must not stop where the run did not. */
final class KeptAllowances {
    private final RunAllowances kept;

    KeptAllowances(JdbcTemplate store) {
        this.kept = new RunAllowances(store);
    }

    void keep(long run, Allowances given) {
        kept.keep(
                run,
                new RunAllowances.Allowed(
                        given.untags(),
                        given.guards().stream().map(GuardName::word).collect(Collectors.toSet())));
    }

    Allowances of(long run) {
        RunAllowances.Allowed allowed = kept.of(run);
        return new Allowances(
                allowed.untags(),
                allowed.guards().stream()
                        .map(GuardName::of)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }
}
