package dev.audiencesync.mapping;

import dev.audiencesync.definition.WebAddress;
import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** How a field's values are read. */
enum Converter {
    TEXT {
        @Override
        Conversion convert(Object scalar) {
            Optional<String> text = Scalars.text(scalar);
            return text.isEmpty() ? tooLargeNumber() : text(text.get());
        }
    },
    LONG_TEXT {
        @Override
        Conversion convert(Object scalar) {
            Optional<String> text = Scalars.text(scalar);
            return text.isEmpty() ? tooLargeNumber() : sound(text.get());
        }
    },
    URL {
        @Override
        Conversion convert(Object scalar) {
            return scalar instanceof String text && WebAddress.isOne(text)
                    ? sound(text.strip())
                    : new Conversion.Refused("invalid_url", "no web address of http or https", false);
        }
    },
    /** Leads never match, and Intercom makes no lead of a user. */
    ROLE {
        @Override
        Conversion convert(Object scalar) {
            return scalar instanceof String text && text.strip().equalsIgnoreCase("user")
                    ? new Conversion.Converted(new FieldValue.Text("user"))
                    : new Conversion.Refused("invalid_role", "can only be user: a job makes no leads", true);
        }
    },
    TIME {
        @Override
        Conversion convert(Object scalar) {
            OptionalLong millis = Times.millis(scalar);
            return millis.isEmpty()
                    ? new Conversion.Refused("invalid_time", "no time from 1970 to 9999", true)
                    : new Conversion.Converted(FieldValue.Numeric.of(Math.floorDiv(millis.getAsLong(), 1000L)));
        }
    },
    TRUTH {
        @Override
        Conversion convert(Object scalar) {
            Optional<Boolean> truth = Scalars.truth(scalar);
            return truth.isEmpty()
                    ? new Conversion.Refused("invalid_boolean", "neither true nor false", true)
                    : new Conversion.Converted(new FieldValue.Truth(truth.get()));
        }
    },
    NUMBER {
        @Override
        Conversion convert(Object scalar) {
            Optional<BigDecimal> number = Scalars.number(scalar);
            if (number.isEmpty()) {
                return new Conversion.Refused("invalid_number", "no number", true);
            }
            return number(number.get());
        }
    },
    WHOLE_NUMBER {
        @Override
        Conversion convert(Object scalar) {
            Optional<BigDecimal> number = Scalars.number(scalar).filter(found -> !Scalars.isAbsurd(found));
            return number.isEmpty() || number.get().stripTrailingZeros().scale() > 0
                    ? new Conversion.Refused("invalid_number", "no whole number", true)
                    : number(number.get());
        }
    },
    /** Custom attributes keep the type they have in the record. */
    AS_IS {
        @Override
        Conversion convert(Object scalar) {
            if (scalar instanceof Boolean truth) {
                return new Conversion.Converted(new FieldValue.Truth(truth));
            }
            if (scalar instanceof BigDecimal number) {
                return number(number);
            }
            return text(scalar.toString());
        }
    };

    /** Intercom's limit for text. */
    private static final int MAX_LENGTH = 255;

    abstract Conversion convert(Object scalar);

    /** Whether a text is as good as anything else. */
    boolean takesText() {
        return this == TEXT || this == LONG_TEXT || this == AS_IS;
    }

    private static Conversion text(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > MAX_LENGTH) {
            return new Conversion.Refused(
                    "value_too_long", length + " characters, at most " + MAX_LENGTH + " are allowed", false);
        }
        return sound(text);
    }

    private static Conversion sound(String text) {
        return Scalars.isSound(text)
                ? new Conversion.Converted(new FieldValue.Text(text))
                : new Conversion.Refused("invalid_text", "holds a NUL or half a surrogate pair", false);
    }

    private static Conversion number(BigDecimal number) {
        return Scalars.isAbsurd(number) ? tooLargeNumber() : new Conversion.Converted(new FieldValue.Numeric(number));
    }

    private static Conversion tooLargeNumber() {
        return new Conversion.Refused("invalid_number", "a number too large or too long", false);
    }
}
