package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.definition.Value;
import java.util.ArrayList;
import java.util.List;

/** Refuses what a definition may say and this release does not do yet: nothing asked for is silently left out. */
public final class ReleaseScope {
    private ReleaseScope() {}

    /**
     * Checks a definition that loaded.
     *
     * @throws DefinitionException naming each thing that is not done yet
     */
    public static void check(JobDefinition definition) {
        List<Problem> problems = new ArrayList<>();
        for (CreateOrUpdateUser create : definition.createActions()) {
            if (create.parameters().containsKey(Parameter.UPDATE_LAST_REQUEST_AT)) {
                problems.add(problem(definition, create.line(), "update-last-request-at", "map `last-request-at`"));
            }
        }
        for (CreateOrUpdateUser create : definition.createActions()) {
            if (create.parameters().get(Parameter.EMAIL) instanceof Value.FromRecord email && email.clearBlank()) {
                problems.add(problem(definition, create.line(), "email: { blank: clear }", "leave out `blank`"));
            }
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private static Problem problem(JobDefinition definition, int line, String what, String fix) {
        return new Problem(
                definition.file().toString(), line, 0, "`" + what + "` is not supported by this release", fix);
    }
}
