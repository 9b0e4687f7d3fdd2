package dev.audiencesync.intercom;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /users/scroll}. A page is never asked for twice: Intercom keeps the place, so that the answer to a repeated
 * call might be the page after the one that was lost. Where one is lost, the scroll begins anew.
 */
final class UsersListing implements ContactListing {

    private static final int PER_PAGE = 100;

    /** As often as any call is attempted; each beginning outlasts what it meets by itself. */
    private static final int ATTEMPTS = 5;

    private final Supplier<OptionalLong> count;
    private final Scrolling scrolling;

    /** @param count asks for the total: a scroll tells none */
    UsersListing(Supplier<OptionalLong> count, Scrolling scrolling) {
        this.count = count;
        this.scrolling = scrolling;
    }

    /** The calls of a scroll. */
    interface Scrolling {

        UserReader.Scroll begin();

        /** @throws IntercomUnavailable where the page may be lost */
        UserReader.Scroll goOn(String parameter);
    }

    @Override
    public OptionalLong total() {
        return count.get();
    }

    @Override
    public int perPage() {
        return PER_PAGE;
    }

    @Override
    public Stream<List<Contact>> pages() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Pages(), 0), false);
    }

    private final class Pages implements Iterator<List<Contact>> {
        private UserReader.@Nullable Scroll last;
        private UserReader.@Nullable Scroll next;
        private int begun;

        @Override
        public boolean hasNext() {
            return !fetched().users().isEmpty();
        }

        @Override
        public List<Contact> next() {
            UserReader.Scroll page = fetched();
            last = page;
            next = null;
            return page.users();
        }

        private UserReader.Scroll fetched() {
            UserReader.Scroll page = next;
            if (page == null) {
                page = fetch();
                next = page;
            }
            return page;
        }

        private UserReader.Scroll fetch() {
            UserReader.Scroll before = last;
            try {
                return before == null ? begin() : scrolling.goOn(before.parameter());
            } catch (IntercomUnavailable lost) {
                if (before == null || begun == ATTEMPTS) {
                    throw lost;
                }
                return begin();
            }
        }

        private UserReader.Scroll begin() {
            begun++;
            return scrolling.begin();
        }
    }
}
