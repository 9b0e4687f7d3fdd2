package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomException;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of changes with which Intercom, or this program, keeps failing while the others go through. */
public final class Deferral {
    private static final Logger LOG = LoggerFactory.getLogger(Deferral.class);

    private Deferral() {}

    static List<ChangeOutcome> of(Troubles.Trouble trouble) {
        return of(trouble.task().undecided(), trouble.cause());
    }

    /** Of changes that may have been carried out, or not. */
    public static List<ChangeOutcome> of(List<OpenChange> undecided, RuntimeException cause) {
        Outcome.Deferred deferred = outcome(cause);
        LOG.warn("Deferred: {}", deferred.reason(), cause);
        return undecided.stream().map(open -> new ChangeOutcome(open, deferred)).toList();
    }

    private static Outcome.Deferred outcome(RuntimeException cause) {
        if (cause instanceof IntercomException intercom) {
            String code = intercom.status() == 0 ? "no_answer" : "http_" + intercom.status();
            return new Outcome.Deferred(
                    intercom.code().isEmpty() ? code : intercom.code(),
                    intercom.failure() + "; the job's next run tries again");
        }
        return new Outcome.Deferred(
                "internal_error",
                "this program failed (" + cause.getClass().getSimpleName()
                        + "; the log in the home folder says more); the job's next run tries again");
    }
}
