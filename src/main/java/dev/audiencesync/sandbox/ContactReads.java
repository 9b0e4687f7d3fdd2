package dev.audiencesync.sandbox;

import java.util.List;

/** Reading contacts directly; unlike search, this never lags. */
final class ContactReads {
    private final Store store;
    private final ContactJson json;

    ContactReads(Store store, ContactJson json) {
        this.store = store;
        this.json = json;
    }

    Answer get(Call call) {
        Contact contact = store.read(state -> Identity.active(state, call.variable("id"), call.version()));
        return Answer.ok(json.render(contact, call.version()));
    }

    /** Users only: a lead is not found by its external id. */
    Answer find(Call call) {
        Contact contact = store.read(state -> Identity.userWithExternalId(state, call.variable("id"))
                .map(found -> Identity.activeOr404(state, found, call.version()))
                .orElseThrow(Refusal::noSuchUser));
        return Answer.ok(json.render(contact, call.version()));
    }

    Answer list(Call call) {
        PageRequest request = PageRequest.ofQuery(call.query());
        Page page = store.read(state -> {
            List<Contact> fetched = state.contacts().after(request.after()).stream()
                    .filter(Contact::isActive)
                    .limit(request.perPage() + 1L)
                    .toList();
            return Page.cut(request, fetched, state.activeContacts());
        });
        return Answer.ok(page.render(contact -> json.render(contact, call.version())));
    }
}
