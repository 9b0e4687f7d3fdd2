package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A field contacts can be searched by. */
final class SearchField {
    private static final String CUSTOM = "custom_attributes.";
    private static final long SECONDS_A_DAY = 86_400;

    /** The types of fields, each with the operators Intercom takes for it. */
    private enum Type {
        STRING,
        /** Ids of several things a contact has. */
        SET,
        /** Matched by calendar day of the workspace's time zone up to 2.16; the sandbox's is UTC. */
        DATE,
        NUMBER,
        BOOLEAN;

        boolean takes(Operator operator) {
            return switch (operator) {
                case EQUAL -> true;
                case NOT_EQUAL, IN, NOT_IN -> this != DATE;
                case LESS, GREATER -> this == DATE || this == NUMBER;
                case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH -> this == STRING;
            };
        }
    }

    private static final Map<String, SearchField> BUILT_IN = builtIn();

    private final String name;
    private final Type type;
    private final Function<Contact, @Nullable Object> value;
    private final @Nullable BiFunction<ContactIndex, String, NavigableSet<Long>> index;

    private SearchField(
            String name,
            Type type,
            Function<Contact, @Nullable Object> value,
            @Nullable BiFunction<ContactIndex, String, NavigableSet<Long>> index) {
        this.name = name;
        this.type = type;
        this.value = value;
        this.index = index;
    }

    private static Map<String, SearchField> builtIn() {
        return Stream.of(
                        new SearchField("id", Type.STRING, Contact::id, ContactIndex::withId),
                        new SearchField(
                                "external_id",
                                Type.STRING,
                                contact -> contact.profile().externalId(),
                                ContactIndex::withExternalId),
                        new SearchField(
                                "email",
                                Type.STRING,
                                contact -> contact.profile().emailKey(),
                                ContactIndex::withEmail),
                        new SearchField("tag_id", Type.SET, Contact::tags, ContactIndex::withTag),
                        plain("role", Type.STRING, contact -> contact.profile()
                                .role()
                                .wireName()),
                        plain("name", Type.STRING, contact -> contact.profile().name()),
                        plain("phone", Type.STRING, contact -> contact.profile().phone()),
                        plain("created_at", Type.DATE, Contact::createdAt),
                        plain("updated_at", Type.DATE, Contact::updatedAt),
                        plain("signed_up_at", Type.DATE, contact -> contact.profile()
                                .signedUpAt()),
                        plain("last_seen_at", Type.DATE, contact -> contact.profile()
                                .lastSeenAt()),
                        plain("unsubscribed_from_emails", Type.BOOLEAN, contact -> contact.profile()
                                .unsubscribed()))
                .collect(Collectors.toUnmodifiableMap(field -> field.name, field -> field));
    }

    private static SearchField plain(String name, Type type, Function<Contact, @Nullable Object> value) {
        return new SearchField(name, type, value, null);
    }

    static SearchField named(String name, Map<String, Attribute> attributes) {
        SearchField builtIn = BUILT_IN.get(name);
        if (builtIn != null) {
            return builtIn;
        }
        if (!name.startsWith(CUSTOM)) {
            throw Refusal.invalid("'" + name + "' is not a field contacts can be searched by");
        }
        String key = name.substring(CUSTOM.length());
        Attribute attribute = attributes.get(key);
        if (attribute == null) {
            throw Refusal.invalid("Custom attribute '" + key + "' does not exist");
        }
        return plain(name, typeOf(attribute), contact -> contact.profile()
                .customAttributes()
                .get(key));
    }

    private static Type typeOf(Attribute attribute) {
        return switch (attribute.type()) {
            case STRING, OPTIONS -> Type.STRING;
            case INTEGER, FLOAT -> Type.NUMBER;
            case BOOLEAN -> Type.BOOLEAN;
            case DATE, DATETIME -> Type.DATE;
        };
    }

    void refuseUnlessTaken(Operator operator) {
        if (!type.takes(operator)) {
            throw Refusal.invalid("The operator is not supported for the field '" + name + "'");
        }
    }

    /** A value of the request, in the form {@link #valuesOf} gives a contact's. */
    Object operand(JsonNode given) {
        boolean fits =
                switch (type) {
                    case STRING, SET -> given.isString();
                    case NUMBER -> given.isNumber();
                    case BOOLEAN -> given.isBoolean();
                    case DATE -> BodyFields.isSeconds(given);
                };
        if (!fits) {
            throw Refusal.invalid("The value does not have the type of the field '" + name + "'");
        }
        return switch (type) {
            case STRING, SET ->
                name.equals("email") ? given.stringValue().toLowerCase(Locale.ROOT) : given.stringValue();
            case NUMBER -> given.doubleValue();
            case BOOLEAN -> given.booleanValue();
            case DATE -> day(given.longValue());
        };
    }

    List<Object> valuesOf(Contact contact) {
        Object found = value.apply(contact);
        if (found == null) {
            return List.of();
        }
        if (found instanceof Map<?, ?> map) {
            return List.copyOf(map.keySet());
        }
        return List.of(type == Type.DATE ? day(((Number) found).longValue()) : found);
    }

    Optional<NavigableSet<Long>> lookUp(ContactIndex contacts, List<Object> operands) {
        if (index == null) {
            return Optional.empty();
        }
        if (operands.size() == 1) {
            return Optional.of(index.apply(contacts, operands.get(0).toString()));
        }
        NavigableSet<Long> union = new TreeSet<>();
        operands.forEach(operand -> union.addAll(index.apply(contacts, operand.toString())));
        return Optional.of(union);
    }

    private static long day(long seconds) {
        return Math.floorDiv(seconds, SECONDS_A_DAY);
    }
}
