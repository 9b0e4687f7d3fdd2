package dev.audiencesync.sandbox;

/** Answers one kind of call; refuses by throwing a {@link Refusal}. */
@FunctionalInterface
interface Handler {
    Answer handle(Call call);
}
