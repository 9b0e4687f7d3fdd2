package dev.audiencesync.person;

/**
 * The key of a person in one export and in the ledger: {@code x:} and an external id, {@code e:} and a lower-case
 * e-mail, or {@code i:} and an Intercom id.
 */
public record PersonKey(String text) {

    public static PersonKey ofExternalId(String externalId) {
        return new PersonKey("x:" + externalId);
    }

    public static PersonKey ofEmail(String email) {
        return new PersonKey("e:" + Identifiers.emailKey(email));
    }

    public static PersonKey ofIntercomId(String intercomId) {
        return new PersonKey("i:" + intercomId);
    }

    /** 128 bits: with 64 a collision among millions of people could silently keep one of them from ever being sent. */
    public Fingerprint hash() {
        return Fingerprint.of(text);
    }
}
