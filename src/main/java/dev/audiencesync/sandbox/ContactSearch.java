package dev.audiencesync.sandbox;

import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code POST /contacts/search}: sees active contacts as the index does, which may lag behind. */
final class ContactSearch implements Handler {
    private final Store store;
    private final ContactJson json;

    ContactSearch(Store store, ContactJson json) {
        this.store = store;
        this.json = json;
    }

    @Override
    public Answer handle(Call call) {
        if (call.body().has("sort")) {
            throw Refusal.invalid("This sandbox does not sort: results come in order of creation");
        }
        PageRequest request = PageRequest.ofBody(call.body().get("pagination"));
        Page page = store.read(state -> {
            Query query = new QueryParser(state.attributes()).parse(call.body().path("query"));
            List<Contact> found = matches(state.searchable(), query);
            List<Contact> fetched = found.stream()
                    .filter(contact -> contact.number() > request.after())
                    .limit(request.perPage() + 1L)
                    .toList();
            return Page.cut(request, fetched, found.size());
        });
        return Answer.ok(page.render(contact -> json.render(contact, call.version())));
    }

    private static List<Contact> matches(ContactIndex index, Query query) {
        Stream<Contact> candidates =
                query.candidates(index).map(numbers -> lookUp(index, numbers)).orElseGet(() -> index.all().stream());
        return candidates.filter(query::matches).toList();
    }

    private static Stream<Contact> lookUp(ContactIndex index, NavigableSet<Long> numbers) {
        return numbers.stream().map(number -> Objects.requireNonNull(index.find(number)));
    }
}
