package dev.audiencesync.mapping;

import static dev.audiencesync.person.ConditionFacts.ABSENT;
import static dev.audiencesync.person.ConditionFacts.FAILS;
import static dev.audiencesync.person.ConditionFacts.HOLDS;
import static dev.audiencesync.person.ConditionFacts.IN_COLUMNS;
import static dev.audiencesync.person.ConditionFacts.UNASKED;

import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.GroupMatcher;
import dev.audiencesync.definition.Source;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.definition.TealiumName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts one leaf's question to records. */
final class Answerer {

    private final String container;
    private final @Nullable String alone;
    private final boolean mayBeList;
    private final boolean mayBeScalar;
    private final Predicate<ObjectNode> question;
    private final @Nullable String told;
    private final @Nullable String columns;

    Answerer(Leaf leaf, Source source) {
        Question asked = leaf.question();
        told = told(asked, source);
        columns = asked instanceof Question.InAny any ? new TagName.Pattern(leaf.index(), any, "").columnsPart() : null;
        container = asked.part();
        alone = asked.alone().orElse(null);
        mayBeScalar = asked instanceof Question.Equals || asked instanceof Question.IsTrue;
        mayBeList = mayBeScalar || !(asked instanceof Question.HasFlag);
        if (asked instanceof Question.InAudience audience) {
            question = membership(container, new TealiumName(audience.audience()));
        } else if (asked instanceof Question.HasBadge badge) {
            question = membership(container, new TealiumName(badge.badge()));
        } else if (asked instanceof Question.InAny any) {
            question = membership(container, new GroupMatcher(any));
        } else if (asked instanceof Question.HasFlag flag) {
            question = flagged(container, new TealiumName(flag.flag()));
        } else if (asked instanceof Question.IsTrue column) {
            JsonPointer pointer = JsonPointer.compile(column.pointer());
            question = content -> isTrue(content.at(pointer));
        } else {
            Question.Equals equals = (Question.Equals) asked;
            JsonPointer pointer = JsonPointer.compile(equals.pointer());
            question = equality(pointer, equals.value());
        }
    }

    /** The audience asked about, where locations tell of it. */
    private static @Nullable String told(Question asked, Source source) {
        String audience =
                asked instanceof Question.InAudience in ? in.audience().strip() : "";
        return source.toldAudiences().contains(audience) ? audience : null;
    }

    /** Whether locations tell of what is asked. */
    boolean isTold() {
        return told != null;
    }

    /**
     * What the record says, or where it stands. Of an audience that some location tells of, a record that stands elsewhere
     * and does not carry audiences says nothing: it is in no folder of that audience, which is no leaving. Nor does a
     * record that stands where one audience is told of say anything of what it does not carry: such a folder's action may
     * send a few selected attributes only.
     */
    char answer(ObjectNode content, List<Source.Location> standsAt) {
        if (told == null) {
            char own = answer(content);
            return own == ABSENT && tell(standsAt) ? UNASKED : own;
        }
        for (Source.Location location : standsAt) {
            if (location.tells() && told.equals(location.audience())) {
                return location.membership() == Source.Membership.JOINED ? HOLDS : FAILS;
            }
        }
        char own = answer(content);
        return own == ABSENT ? UNASKED : own;
    }

    /** Whether a record stands where an audience is told of. */
    private static boolean tell(List<Source.Location> standsAt) {
        return standsAt.stream().anyMatch(Source.Location::tells);
    }

    private char answer(ObjectNode content) {
        if (columns != null && content.has(columns)) {
            return content.path(columns).isEmpty() ? UNASKED : IN_COLUMNS;
        }
        JsonNode found = content.path(container);
        if (found.isMissingNode() || isBlank(found) || (alone != null && isBlank(found.path(alone)))) {
            return ABSENT;
        }
        return question.test(content) ? HOLDS : FAILS;
    }

    /** As an empty cell is: nothing is known where no record has anything in its place. */
    private static boolean isBlank(JsonNode node) {
        return node.isNull() || (node.isString() && node.stringValue().isBlank());
    }

    /** A container of a shape that cannot be asked: a guess would add or remove tags. */
    Optional<UnusableRecord> problem(ObjectNode content) {
        JsonNode found = content.path(container);
        boolean usable = mayBeScalar
                || found.isMissingNode()
                || found.isNull()
                || found.isObject()
                || (mayBeList && (found.isArray() || found.isString()));
        return usable
                ? Optional.empty()
                : Optional.of(new UnusableRecord(
                        "invalid_container", container + " is neither a list nor an object that can be asked"));
    }

    private static Predicate<ObjectNode> membership(String container, TealiumName name) {
        return content ->
                Groups.any(content.path(container), (id, exported) -> name.matches(id) || name.matches(exported));
    }

    private static Predicate<ObjectNode> membership(String container, GroupMatcher matcher) {
        return content -> Groups.any(
                content.path(container), (id, exported) -> !exported.isBlank() && matcher.matches(id, exported));
    }

    private static Predicate<ObjectNode> flagged(String container, TealiumName name) {
        return content -> content.path(container)
                .propertyStream()
                .anyMatch(entry -> name.matches(entry.getKey()) && isTrue(entry.getValue()));
    }

    private static boolean isTrue(JsonNode node) {
        Object value = Scalars.of(node);
        return value != null && Scalars.truth(value).orElse(false);
    }

    /** Properties are always text in an export, so {@code 12} in a definition also means {@code "12"}. */
    private static Predicate<ObjectNode> equality(JsonPointer pointer, Object expected) {
        Optional<String> text = Scalars.text(expected);
        return content -> {
            Object value = Scalars.of(content.at(pointer));
            return value != null && text.isPresent() && Scalars.text(value).equals(text);
        };
    }
}
