package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** A condition in words, for reasons. */
final class ConditionText {
    private ConditionText() {}

    static String of(Condition condition) {
        if (condition instanceof Condition.Leaf leaf) {
            return of(leaf.question());
        }
        if (condition instanceof Condition.Not not) {
            return "not " + of(not.condition());
        }
        if (condition instanceof Condition.All all) {
            return joined(all.conditions(), " and ");
        }
        if (condition instanceof Condition.Any any) {
            return joined(any.conditions(), " or ");
        }
        return "always";
    }

    private static String of(Condition.Question question) {
        if (question instanceof Condition.Question.InAudience in) {
            return "audience " + in.audience();
        }
        if (question instanceof Condition.Question.HasBadge has) {
            return "badge " + has.badge();
        }
        if (question instanceof Condition.Question.InAny any) {
            return any.kind().word() + " like " + String.join(" or ", any.only());
        }
        if (question instanceof Condition.Question.InOne one) {
            return one.kind().word() + " " + one.name();
        }
        if (question instanceof Condition.Question.HasFlag has) {
            return "flag " + has.flag();
        }
        if (question instanceof Condition.Question.IsTrue is) {
            return "column " + is.container();
        }
        Condition.Question.Equals equals = (Condition.Question.Equals) question;
        return equals.pointer() + " = " + equals.value();
    }

    private static String joined(List<Condition> conditions, String word) {
        return conditions.size() == 1
                ? of(conditions.get(0))
                : conditions.stream().map(ConditionText::of).collect(Collectors.joining(word, "(", ")"));
    }
}
