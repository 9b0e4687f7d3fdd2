package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the workspace has what the definition writes to. Since 2.0 Intercom rejects a whole write that names a custom
 * attribute which is not defined, so one missing attribute would reject everybody; 1.x defines what it is sent.
 */
public final class WorkspaceCheck {
    private WorkspaceCheck() {}

    /**
     * Looks the attributes up, in one call, where the definition maps any and they have to be there.
     *
     * @throws DefinitionException naming each that is missing
     */
    public static void customAttributes(JobDefinition definition, IntercomView intercom) {
        List<CreateOrUpdateUser> mapping = definition.createActions().stream()
                .filter(create -> !create.customAttributes().isEmpty())
                .toList();
        if (mapping.isEmpty() || definition.intercom().isUsersApi()) {
            return;
        }
        Set<String> defined = new HashSet<>(intercom.writableAttributes());
        List<Problem> problems = new ArrayList<>();
        for (CreateOrUpdateUser create : mapping) {
            create.customAttributes().keySet().stream()
                    .filter(name -> !defined.contains(name))
                    .forEach(name -> problems.add(missing(definition, create, name)));
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private static Problem missing(JobDefinition definition, CreateOrUpdateUser create, String name) {
        return new Problem(
                definition.file().toString(),
                create.line(),
                0,
                "the workspace has no custom attribute `" + name
                        + "` that may be written, and Intercom rejects every write that names it",
                "define it in Intercom (Settings, Data, People), or take it out of `custom-attributes`");
    }
}
