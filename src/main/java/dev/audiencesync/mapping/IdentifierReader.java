package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads who a record is about: the union over all actions' parameters. */
final class IdentifierReader {

    static final int MAX_LENGTH = 255;
    private static final String NO_IDENTIFIER = "no_identifier";

    /**
     * What names the record's person.
     *
     * @param identifiers those that could be read
     * @param others second values, where there are two different ones
     * @param halfRead whether one that is stronger than those that could be read is there and could not be read
     * @param problem the first thing wrong
     */
    record Result(
            Identifiers identifiers, List<Identifiers> others, boolean halfRead, Optional<UnusableRecord> problem) {

        /** Whether no identifier is filled in, rather than one that cannot be read. */
        boolean namesNobody() {
            return problem.filter(found -> found.code().equals(NO_IDENTIFIER)).isPresent();
        }
    }

    private final List<ValueSource> externalIds;
    private final List<ValueSource> emails;
    private final List<ValueSource> intercomIds;

    IdentifierReader(JobDefinition definition) {
        externalIds = sources(definition, Parameter.USER_ID);
        emails = sources(definition, Parameter.EMAIL);
        intercomIds = sources(definition, Parameter.ID);
    }

    Result read(ObjectNode content) {
        Collected collected = new Collected(content);
        Identifiers identifiers = new Identifiers(
                collected.one(Parameter.USER_ID, externalIds),
                collected.one(Parameter.EMAIL, emails),
                collected.one(Parameter.ID, intercomIds));
        UnusableRecord problem = collected.problem == null && identifiers.isEmpty()
                ? new UnusableRecord(NO_IDENTIFIER, "none of the identifiers is filled in")
                : collected.problem;
        return new Result(
                identifiers,
                List.copyOf(collected.others),
                isHalf(identifiers, collected.unreadable),
                Optional.ofNullable(problem));
    }

    /** As {@link #read} of a record that broke off: whatever is missing may have stood in the rest. */
    Result readBroken(ObjectNode partial) {
        Result read = read(partial);
        Set<Parameter> missing = EnumSet.noneOf(Parameter.class);
        if (!externalIds.isEmpty()) {
            missing.add(Parameter.USER_ID);
        }
        if (!emails.isEmpty()) {
            missing.add(Parameter.EMAIL);
        }
        return new Result(read.identifiers(), read.others(), isHalf(read.identifiers(), missing), read.problem());
    }

    /** Whether one of the kinds would have named the person more surely than what was read. */
    private static boolean isHalf(Identifiers identifiers, Set<Parameter> kinds) {
        if (identifiers.externalId() != null) {
            return false;
        }
        return kinds.contains(Parameter.USER_ID) || (identifiers.email() == null && kinds.contains(Parameter.EMAIL));
    }

    private static List<ValueSource> sources(JobDefinition definition, Parameter parameter) {
        Set<Value> values = new LinkedHashSet<>();
        for (Action.CreateOrUpdateUser create : definition.createActions()) {
            Value value = create.parameters().get(parameter);
            if (value != null) {
                values.add(value);
            }
        }
        for (Action.AddTag tag : definition.tagActions()) {
            Value value = tag.identifier();
            if (value != null && tag.basis().parameter() == parameter) {
                values.add(value);
            }
        }
        List<ValueSource> sources = new ArrayList<>();
        values.forEach(value -> sources.add(ValueSource.ofIdentifier(value)));
        return sources;
    }

    private static final class Collected {

        private final ObjectNode content;
        private final List<Identifiers> others = new ArrayList<>();
        private final Set<Parameter> unreadable = EnumSet.noneOf(Parameter.class);
        private @Nullable UnusableRecord problem;

        Collected(ObjectNode content) {
            this.content = content;
        }

        @Nullable
        String one(Parameter kind, List<ValueSource> sources) {
            String chosen = null;
            for (ValueSource source : sources) {
                String found = identifier(kind, source);
                if (chosen == null) {
                    chosen = found;
                } else if (found != null && !same(kind, chosen, found)) {
                    others.add(alone(kind, found));
                    note(
                            "conflicting_identifiers",
                            "two different values of " + kind.connectorName() + ", the second at " + source.place());
                }
            }
            return chosen;
        }

        private @Nullable String identifier(Parameter kind, ValueSource source) {
            Reading reading = source.read(content);
            if (reading instanceof Reading.Structured structured) {
                return unreadable(
                        kind, "invalid_identifier", at(kind, source) + structured.kind() + " is no identifier");
            }
            if (!(reading instanceof Reading.Scalar scalar)) {
                return null;
            }
            Optional<String> text = scalar.value() instanceof Boolean ? Optional.empty() : Scalars.text(scalar.value());
            if (text.isEmpty() || isFraction(scalar.value(), text.get())) {
                return unreadable(kind, "invalid_identifier", at(kind, source) + "neither a text nor a whole number");
            }
            return checked(kind, source, text.get().strip());
        }

        private @Nullable String checked(Parameter kind, ValueSource source, String text) {
            if (kind == Parameter.EMAIL && isHopelessEmail(text)) {
                return unreadable(
                        kind, "invalid_email", at(kind, source) + "what stands there cannot be an e-mail address");
            }
            int length = text.codePointCount(0, text.length());
            if (length > MAX_LENGTH) {
                return unreadable(
                        kind,
                        "identifier_too_long",
                        at(kind, source) + length + " characters, at most " + MAX_LENGTH + " are allowed");
            }
            if (!Scalars.isSound(text) || hasAny(text, Character::isISOControl)) {
                return unreadable(
                        kind,
                        "invalid_identifier",
                        at(kind, source) + "holds control characters or half a surrogate pair");
            }
            return text;
        }

        private @Nullable String unreadable(Parameter kind, String code, String reason) {
            unreadable.add(kind);
            note(code, reason);
            return null;
        }

        private static Identifiers alone(Parameter kind, String value) {
            return switch (kind) {
                case USER_ID -> new Identifiers(value, null, null);
                case EMAIL -> new Identifiers(null, value, null);
                default -> new Identifiers(null, null, value);
            };
        }

        private void note(String code, String reason) {
            if (problem == null) {
                problem = new UnusableRecord(code, reason);
            }
        }

        private static String at(Parameter kind, ValueSource source) {
            return kind.connectorName() + " (" + source.place() + "): ";
        }

        private static boolean isFraction(Object value, String text) {
            return !(value instanceof String) && text.contains(".");
        }

        private static boolean isHopelessEmail(String text) {
            int at = text.lastIndexOf('@');
            return at <= 0
                    || at == text.length() - 1
                    || hasAny(text, point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
        }

        private static boolean hasAny(String text, IntPredicate unwanted) {
            for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
                if (unwanted.test(text.codePointAt(at))) {
                    return true;
                }
            }
            return false;
        }

        private static boolean same(Parameter kind, String one, String other) {
            return kind == Parameter.EMAIL
                    ? Identifiers.emailKey(one).equals(Identifiers.emailKey(other))
                    : one.equals(other);
        }
    }
}
