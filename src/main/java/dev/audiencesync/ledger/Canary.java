package dev.audiencesync.ledger;

import dev.audiencesync.person.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whom a run is for: everybody, or a few people, to see what a definition does before everybody gets it.
 *
 * @param only external ids, e-mails or Intercom ids of these people; empty for anybody
 * @param limit how many people with changes, in the plan's order; empty for all of them
 */
public record Canary(List<String> only, OptionalLong limit) {
    public static final Canary EVERYBODY = new Canary(List.of(), OptionalLong.empty());

    public Canary {
        only = only.stream().map(String::strip).distinct().toList();
        if (only.contains("") || limit.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "A canary run names people or takes at least one: " + only + " " + limit);
        }
    }

    public boolean isEverybody() {
        return only.isEmpty() && limit.isEmpty();
    }

    /** For people: {@code only for Ada, bo@example.com}. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (!only.isEmpty()) {
            words.add("only for " + String.join(", ", only));
        }
        limit.ifPresent(most ->
                words.add("only for the first " + Amount.word(most, "person", Amount.people(most)) + " with changes"));
        return String.join(", and of them ", words);
    }
}
