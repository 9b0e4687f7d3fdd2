package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads who a record is about: the union over all actions' parameters. */
final class IdentifierReader {

    static final int MAX_LENGTH = 255;

    /** The identifiers that could be read, and the first thing wrong with the others. */
    record Result(Identifiers identifiers, Optional<UnusableRecord> problem) {}

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
        if (collected.problem == null && identifiers.isEmpty()) {
            return new Result(
                    identifiers,
                    Optional.of(new UnusableRecord("no_identifier", "none of the identifiers is filled in")));
        }
        return new Result(identifiers, Optional.ofNullable(collected.problem));
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
                note("invalid_identifier", at(kind, source) + structured.kind() + " is no identifier");
                return null;
            }
            if (!(reading instanceof Reading.Scalar scalar)) {
                return null;
            }
            Optional<String> text = scalar.value() instanceof Boolean ? Optional.empty() : Scalars.text(scalar.value());
            if (text.isEmpty() || isFraction(scalar.value(), text.get())) {
                note("invalid_identifier", at(kind, source) + "neither a text nor a whole number");
                return null;
            }
            return checked(kind, source, text.get().strip());
        }

        private @Nullable String checked(Parameter kind, ValueSource source, String text) {
            if (kind == Parameter.EMAIL && isHopelessEmail(text)) {
                note("invalid_email", at(kind, source) + "what stands there cannot be an e-mail address");
                return null;
            }
            int length = text.codePointCount(0, text.length());
            if (length > MAX_LENGTH) {
                note(
                        "identifier_too_long",
                        at(kind, source) + length + " characters, at most " + MAX_LENGTH + " are allowed");
                return null;
            }
            if (!Scalars.isSound(text) || text.codePoints().anyMatch(Character::isISOControl)) {
                note("invalid_identifier", at(kind, source) + "holds control characters or half a surrogate pair");
                return null;
            }
            return text;
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
                    || text.codePoints()
                            .anyMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
        }

        private static boolean same(Parameter kind, String one, String other) {
            return kind == Parameter.EMAIL
                    ? Identifiers.emailKey(one).equals(Identifiers.emailKey(other))
                    : one.equals(other);
        }
    }
}
