package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are equal exactly where what they stand for means the same. They are kept as fingerprints between runs: a
 * change of this form makes every definition look edited once.
 */
final class CanonicalText {

    private CanonicalText() {}

    /** Each part is preceded by its length, so that no text can be read as two. */
    static String of(String kind, String... parts) {
        return Arrays.stream(parts)
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining(",", kind + "(", ")"));
    }

    static String unordered(String kind, List<String> parts) {
        return of(kind, parts.stream().sorted().distinct().toArray(String[]::new));
    }

    /** Values of which the first counts that is there. */
    static String first(List<Value> values) {
        return values.size() == 1
                ? of(values.get(0))
                : of("first", values.stream().map(CanonicalText::of).toArray(String[]::new));
    }

    static String of(Value value) {
        if (value instanceof Value.FromRecord from) {
            String place = of("from", from.pointer(), scalar(from.fallback()), Boolean.toString(from.clearBlank()));
            return from.type() == Value.Type.AS_FOUND
                    ? place
                    : of("as", from.type().name(), place);
        }
        return of("literal", scalar(((Value.Literal) value).value()));
    }

    /** Without the leaves' numbers: another action's condition may move them. */
    static String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return unordered(
                    "all", all.conditions().stream().map(CanonicalText::of).toList());
        }
        if (condition instanceof Condition.Any any) {
            return unordered(
                    "any", any.conditions().stream().map(CanonicalText::of).toList());
        }
        if (condition instanceof Condition.Not not) {
            return of("not", of(not.condition()));
        }
        return condition instanceof Condition.Leaf leaf ? of(leaf.question()) : "always";
    }

    /** A pattern's tags are one, which stands for all it makes. */
    static String of(TagName name) {
        return name instanceof TagName.Pattern pattern
                ? of("tags", of(pattern.groups()), pattern.prefix())
                : ((TagName.Fixed) name).name().toLowerCase(Locale.ROOT);
    }

    private static String of(Question question) {
        if (question instanceof Question.InAudience in) {
            return of("audience", in.audience());
        }
        if (question instanceof Question.HasBadge has) {
            return of("badge", has.badge());
        }
        if (question instanceof Question.InAny any) {
            return of("each", any.kind().word(), unordered("only", any.only()));
        }
        if (question instanceof Question.InOne one) {
            return of(one.kind().word(), one.name());
        }
        if (question instanceof Question.HasFlag has) {
            return of("flag", has.flag());
        }
        if (question instanceof Question.IsTrue is) {
            return of("true", is.pointer());
        }
        Question.Equals equals = (Question.Equals) question;
        return of("equals", equals.pointer(), scalar(equals.value()));
    }

    private static String scalar(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return new FieldValue.Numeric(number).canonical();
        }
        return value instanceof Boolean truth
                ? new FieldValue.Truth(truth).canonical()
                : new FieldValue.Text((String) value).canonical();
    }
}
