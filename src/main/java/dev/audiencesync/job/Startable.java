package dev.audiencesync.job;

import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.StoredRun;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of the earlier runs a command can go on with. */
final class Startable {
    private Startable() {}

    /** @throws NothingToRestartException where there is none */
    static StoredRun restartable(Session session, String job, @Nullable Long number) {
        List<StoredRun> unfinished = session.runs().unfinished(session.workspaceId(), job);
        Optional<StoredRun> chosen = unfinished.stream()
                .filter(run -> number == null || run.id() == number)
                .reduce((earlier, later) -> later);
        return chosen.orElseThrow(() -> new NothingToRestartException(
                number == null
                        ? "The job " + job
                                + " has no failed, stopped or crashed run in this workspace: nothing to restart."
                        : whyNot(session, number)));
    }

    private static String whyNot(Session session, long number) {
        return session.runs()
                .find(number)
                .map(run -> run.unfinished()
                        ? ofAnotherWorkspace(run)
                        : "Run " + number + " of " + run.job() + " is " + run.state()
                                + ": there is nothing left of it to do.")
                .orElse("There is no run " + number + " in this store.");
    }

    private static String ofAnotherWorkspace(StoredRun run) {
        return "Run " + run.id() + " belongs to the workspace " + run.workspace()
                + ", and this token opens another one. Use that workspace's token.";
    }

    /** @throws NothingToRestartException where the number is no run whose rejects can be tried again */
    static StoredRun retriable(Session session, long number) {
        StoredRun run = session.runs()
                .find(number)
                .orElseThrow(() -> new NothingToRestartException("There is no run " + number + " in this home."));
        if (run.workspaceId() != session.workspaceId()) {
            throw new NothingToRestartException(ofAnotherWorkspace(run));
        }
        session.runs().unfinished(session.workspaceId(), run.job()).stream()
                .findFirst()
                .ifPresent(unfinished -> {
                    throw new UnfinishedRunException(unfinished);
                });
        return run;
    }

    /** @throws NothingToRestartException where the number is no plan that can be carried out */
    static StoredRun applicable(Session session, long number) {
        StoredRun plan = session.runs()
                .find(number)
                .orElseThrow(() -> new NothingToRestartException("There is no plan " + number + " in this store."));
        if (plan.workspaceId() != session.workspaceId()) {
            throw new NothingToRestartException(ofAnotherWorkspace(plan));
        }
        if (!plan.planWhole()) {
            throw new NothingToRestartException("Run " + number + " of " + plan.job() + " ended as " + plan.state()
                    + " before its plan was made: there is nothing to apply. Plan again.");
        }
        if (plan.state() == RunState.SUPERSEDED) {
            throw new NothingToRestartException("Plan " + number + " was superseded by a later run. Plan again.");
        }
        List<StoredRun> before = session.runs().unfinished(session.workspaceId(), plan.job()).stream()
                .filter(run -> run.id() != number)
                .toList();
        if (!before.isEmpty()) {
            long first = before.get(0).id();
            throw new NothingToRestartException("Run " + first + " of " + plan.job()
                    + " was begun and not finished, so plan " + number + " cannot be applied: `restart " + first
                    + "` first, then plan again.");
        }
        return plan;
    }
}
