package dev.audiencesync.nights;

import dev.audiencesync.nights.FoundWorld.Before;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people at Intercom's screens did to a workspace, told to the model as well. */
final class ByHand {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final NightWorld world;
    /** By Intercom id of who was there before any job ran. */
    private final Map<String, Set<String>> handTags = new TreeMap<>();

    private final Map<Integer, Model.Contact> modelled = new TreeMap<>();

    ByHand(NightWorld world) {
        this.world = world;
    }

    void seed(FoundWorld found, int person) {
        Before before = found.before().get(person);
        if (before.contact() == FoundWorld.Contact.NONE) {
            return;
        }
        String contact = world.sandbox().manually().seedContact(contact(person, before.contact()));
        found.handTags(person).forEach(tag -> world.sandbox().manually().tag(contact, tag));
        handTags.put(contact, found.handTags(person));
        if (before.contact() == FoundWorld.Contact.LEAD) {
            return;
        }
        Model.Contact known = model(person, before.contact());
        found.handTags(person).forEach(known::handTagged);
        modelled.put(person, known);
        if (found.isArchived(person)) {
            known.archived = true;
            world.sandbox().manually().archive(contact);
        }
    }

    private static ContactSeed contact(int person, FoundWorld.Contact kind) {
        String id = FoundWorld.id(person);
        String email = FoundWorld.email(person);
        return switch (kind) {
            case BY_ID -> ContactSeed.user(id);
            case BY_EMAIL -> ContactSeed.userWithEmail(email);
            case BY_BOTH -> ContactSeed.user(id).withEmail(email);
            case OF_SOMEBODY_ELSE -> ContactSeed.user("X" + person).withEmail(email);
            case LEAD -> ContactSeed.lead().withEmail(email);
            case NONE -> throw new IllegalArgumentException("nobody to seed");
        };
    }

    private Model.Contact model(int person, FoundWorld.Contact kind) {
        String id = FoundWorld.id(person);
        String email = FoundWorld.email(person);
        return switch (kind) {
            case BY_ID -> world.model().add(id, null);
            case BY_EMAIL -> world.model().add(null, email);
            case BY_BOTH -> world.model().add(id, email);
            case OF_SOMEBODY_ELSE -> world.model().add("X" + person, email);
            case LEAD, NONE -> throw new IllegalArgumentException("nobody whom the model knows");
        };
    }

    /** Gives another name to the contact that was there before, if it is to be seen. */
    void rename(int person, String name) {
        Model.Contact contact = modelled.get(person);
        if (contact == null || contact.archived) {
            return;
        }
        contact.name = name;
        world.sandbox().contacts().stream()
                .filter(ContactSnapshot::active)
                .filter(held -> held.role().equals("user") && isSame(held, contact))
                .forEach(held -> rename(held.id(), name));
    }

    private static boolean isSame(ContactSnapshot held, Model.Contact contact) {
        return contact.externalId != null
                ? contact.externalId.equals(held.externalId())
                : held.externalId() == null && contact.email.equals(held.email());
    }

    private void rename(String contactId, String name) {
        HttpRequest request = HttpRequest.newBuilder(world.sandbox().baseUrl().resolve("/contacts/" + contactId))
                .header("Authorization", "Bearer good")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Not renamed: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By Intercom id, the tags put on by hand that are no longer there. */
    Map<String, TreeSet<String>> lostTags() {
        Map<String, TreeSet<String>> lost = new TreeMap<>();
        for (ContactSnapshot contact : world.sandbox().contacts()) {
            TreeSet<String> missing = new TreeSet<>();
            handTags.getOrDefault(contact.id(), Set.of()).forEach(tag -> missing.add(tag.toLowerCase(Locale.ROOT)));
            contact.tagNames().forEach(tag -> missing.remove(tag.toLowerCase(Locale.ROOT)));
            if (!missing.isEmpty()) {
                lost.put(contact.id(), missing);
            }
        }
        return lost;
    }
}
