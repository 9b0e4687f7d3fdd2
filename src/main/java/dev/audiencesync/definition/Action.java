package dev.audiencesync.definition;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** One of the connector's actions. */
public sealed interface Action {

    /** The line of the definition it begins on. */
    int line();

    /** When it applies to a record; {@link Condition.Always} where the definition says nothing. */
    Condition when();

    /**
     * Creates or updates a user.
     *
     * @param parameters by connector name
     * @param customAttributes by attribute name
     * @param allowResubscribe whether {@code unsubscribed-from-emails: false} may be sent
     */
    record CreateOrUpdateUser(
            int line,
            Condition when,
            SortedMap<Parameter, Value> parameters,
            SortedMap<String, Value> customAttributes,
            boolean allowResubscribe)
            implements Action {}

    /**
     * Adds a tag, or one for each of several groups, and may take it off again.
     *
     * @param basis which identifier finds the person
     * @param identifier the basis' value; null stands for the create action's
     * @param adoptMembers whether people who held the tag before the job's first use become its members
     */
    record AddTag(
            int line,
            Condition when,
            Basis basis,
            TagName name,
            @Nullable Value identifier,
            Untag untag,
            boolean adoptMembers)
            implements Action {}

    /** The identifier an add-tag action finds its person by; each is also the parameter that holds it. */
    enum Basis {
        ID(Parameter.ID),
        USER_ID(Parameter.USER_ID),
        EMAIL(Parameter.EMAIL);

        private final Parameter parameter;

        Basis(Parameter parameter) {
            this.parameter = parameter;
        }

        public Parameter parameter() {
            return parameter;
        }
    }

    enum Untag {
        /** Only adds. */
        NEVER,
        /** Adds while the condition holds, removes what the job itself put on when it no longer does. */
        ON_LEAVE,
        /** The connector's command: removes the tag, whoever put it on. */
        ALWAYS
    }
}
