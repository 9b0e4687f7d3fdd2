package dev.audiencesync.plan;

import dev.audiencesync.person.FieldValue;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what Intercom shows of a field is what a record asks for, so that nothing need be sent. Pure. */
final class SameValue {
    private static final String PHONE = "phone";

    /** Versions of the API differ in whether it is a number. */
    private static final String OWNER_ID = "owner_id";

    private static final Pattern PHONE_PUNCTUATION = Pattern.compile("[\\s().\\-/]");

    private SameValue() {}

    static boolean in(String field, FieldValue desired, Map<String, FieldValue> held) {
        return is(field, desired, held.get(field));
    }

    /** @param held null where Intercom's answer does not have the field; a cleared one need not be there */
    static boolean is(String field, FieldValue desired, @Nullable FieldValue held) {
        if (held == null) {
            return desired instanceof FieldValue.Clear && field.startsWith("custom_attributes.");
        }
        return comparable(field, desired)
                .fingerprintIn(field)
                .equals(comparable(field, held).fingerprintIn(field));
    }

    private static FieldValue comparable(String field, FieldValue value) {
        if (field.equals(PHONE) && value instanceof FieldValue.Text phone) {
            return new FieldValue.Text(PHONE_PUNCTUATION.matcher(phone.value()).replaceAll(""));
        }
        if (field.equals(OWNER_ID) && value instanceof FieldValue.Numeric owner) {
            return new FieldValue.Text(owner.value().toPlainString());
        }
        return value;
    }
}
