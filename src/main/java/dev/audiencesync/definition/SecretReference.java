package dev.audiencesync.definition;

/** Names a secret without holding it: {@code ${NAME}} or {@code ${file:PATH}}. */
public sealed interface SecretReference {

    /** As the definition writes it. */
    String placeholder();

    record EnvironmentVariable(String name) implements SecretReference {
        @Override
        public String placeholder() {
            return "${" + name + "}";
        }
    }

    record SecretFile(String path) implements SecretReference {
        @Override
        public String placeholder() {
            return "${file:" + path + "}";
        }
    }
}
