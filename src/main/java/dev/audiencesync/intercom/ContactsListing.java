package dev.audiencesync.intercom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /contacts} by its cursor; the first page tells the total, and is asked for once. */
final class ContactsListing implements ContactListing {

    private final Function<Optional<String>, ContactPage> fetch;
    private @Nullable ContactPage first;

    /** @param fetch the page at a cursor */
    ContactsListing(Function<Optional<String>, ContactPage> fetch) {
        this.fetch = fetch;
    }

    @Override
    public OptionalLong total() {
        return first().total();
    }

    @Override
    public int perPage() {
        return Bodies.PER_PAGE;
    }

    @Override
    public Stream<List<Contact>> pages() {
        return Stream.iterate(Optional.of(first()), Optional::isPresent, last -> last.flatMap(ContactPage::next)
                        .map(cursor -> fetch.apply(Optional.of(cursor))))
                .flatMap(Optional::stream)
                .map(ContactPage::contacts);
    }

    private ContactPage first() {
        ContactPage page = first;
        if (page == null) {
            page = fetch.apply(Optional.empty());
            first = page;
        }
        return page;
    }
}
