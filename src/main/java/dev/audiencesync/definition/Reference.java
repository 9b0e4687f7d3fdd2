package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Optional;

/** Something that a definition reads of each record. */
sealed interface Reference {

    /** What stands under a name in the record itself: a CSV column. */
    record Top(String name) implements Reference {}

    /** An attribute, by name or id. */
    record Attribute(AttributeKind kind, String name) implements Reference {}

    /** A flag, or a column that holds true or false. */
    record FlagOrColumn(String name, boolean inFlags) implements Reference {}

    /** All audiences or badges. */
    record Every(GroupKind kind) implements Reference {}

    /** Those that a tag pattern takes in. */
    record Each(TagName.Pattern pattern) implements Reference {}

    /** The part of a record in which it stands. */
    default String container() {
        if (this instanceof Every every) {
            return every.kind().container();
        }
        if (this instanceof Each each) {
            return each.pattern().groups().kind().container();
        }
        if (this instanceof Attribute attribute) {
            return attribute.kind().container();
        }
        if (this instanceof FlagOrColumn flag) {
            return flag.inFlags() ? AttributeKind.FLAG.container() : flag.name();
        }
        return ((Top) this).name();
    }

    /** Whether it asks for audiences or badges, which may stand in any shape. */
    default boolean isOfGroups() {
        return this instanceof Every
                || this instanceof Each
                || (this instanceof Attribute attribute && attribute.kind().isMembership());
    }

    static Reference ofPointer(String pointer) {
        List<String> names = JsonPointer.names(pointer);
        Optional<AttributeKind> kind = names.size() == 2 ? AttributeKind.ofValuesIn(names.get(0)) : Optional.empty();
        return kind.<Reference>map(found -> new Attribute(found, names.get(1))).orElseGet(() -> new Top(names.get(0)));
    }

    static Reference of(Question question) {
        if (question instanceof Question.InAudience in) {
            return new Attribute(AttributeKind.AUDIENCE, in.audience());
        }
        if (question instanceof Question.HasBadge has) {
            return new Attribute(AttributeKind.BADGE, has.badge());
        }
        if (question instanceof Question.InAny any) {
            return new Every(any.kind());
        }
        if (question instanceof Question.InOne one) {
            return new Every(one.kind());
        }
        if (question instanceof Question.HasFlag has) {
            return new FlagOrColumn(has.flag(), true);
        }
        if (question instanceof Question.IsTrue is) {
            return new FlagOrColumn(JsonPointer.names(is.pointer()).get(0), false);
        }
        return ofPointer(((Question.Equals) question).pointer());
    }
}
