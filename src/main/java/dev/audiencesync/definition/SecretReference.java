package dev.audiencesync.definition;

/** Names a secret without holding it: {@code ${NAME}} or {@code ${file:PATH}}. */
public sealed interface SecretReference {

    record EnvironmentVariable(String name) implements SecretReference {}

    record SecretFile(String path) implements SecretReference {}
}
