package dev.audiencesync.definition;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys and actions a definition knows. */
final class Keys {

    static final String CREATE = "create-or-update-user";

    static final Map<String, Action.Basis> TAG_ACTIONS = Choices.ordered(
            "add-tag-based-on-id", Action.Basis.ID,
            "add-tag-based-on-user-id", Action.Basis.USER_ID,
            "add-tag-based-on-email", Action.Basis.EMAIL);

    static final List<String> ACTIONS =
            Stream.concat(Stream.of(CREATE), TAG_ACTIONS.keySet().stream()).toList();

    static final List<String> ROOT = List.of(
            "name", "source", "intercom", "actions", "retired-tags", "limits", "verify", "schedule", "time-zone");

    static final List<String> SOURCE =
            List.of("stream", "location", "format", "delimiter", "mode", "complete", "newest-by");

    static final List<String> LOCATION = List.of("name", "location", "membership");

    static final List<String> INTERCOM = List.of(
            "region",
            "base-url",
            "version",
            "access-token",
            "reserve-percent",
            "attempts",
            "longest-wait",
            "ride-out",
            "on-archived",
            "on-deleted",
            "workspace");

    static final List<String> ACTION = List.of("action", "when", "parameters");

    static final List<String> CREATE_PARAMETERS = Stream.concat(
                    Arrays.stream(Parameter.values()).map(Parameter::connectorName),
                    Stream.of("custom-attributes", "allow-resubscribe"))
            .toList();

    static final List<String> TAG_PARAMETERS = List.of("name", "id", "user-id", "email", "untag", "adopt-members");

    static final List<String> TAG_PATTERN = List.of("each", "only", "prefix");

    static final List<String> LIMITS = List.of(
            "max-untag-percent",
            "max-tag-percent",
            "min-people-percent",
            "max-definition-change-percent",
            "max-reject-percent");

    static final List<String> VERIFY = List.of("every", "on-drift");

    static final List<String> CONDITION = List.of("audience", "badge", "flag", "equals", "all", "any", "not");

    /** Each says where a value comes from; a value mapping has exactly one of them. */
    static final List<String> VALUE_ORIGINS = List.of("property", "metric", "flag", "date", "column", "from", "value");

    static final List<String> VALUE = Stream.concat(
                    VALUE_ORIGINS.stream(), Stream.of("default", "blank", "as", AttributesReader.INSTEAD))
            .toList();

    private Keys() {}
}
