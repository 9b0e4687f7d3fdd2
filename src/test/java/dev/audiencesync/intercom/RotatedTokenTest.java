package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Secrets that are replaced while calls are on their way. */
class RotatedTokenTest extends ClientFixture {
    private final AtomicInteger reads = new AtomicInteger();

    /** A file whose content is the next of these at each reading, and the last for ever. */
    private final class File implements TokenSource {
        private final Deque<String> contents;

        File(String... contents) {
            this.contents = new ArrayDeque<>(List.of(contents));
        }

        @Override
        public AccessToken read() {
            reads.incrementAndGet();
            return new AccessToken(contents.size() > 1 ? contents.remove() : contents.element());
        }

        @Override
        public String placeholder() {
            return "`${file:/run/secrets/intercom}`";
        }
    }

    private IntercomClient client(TokenSource source) {
        return new IntercomClient(new ClientSettings(server.url(), "2.16", source, 10), time, time);
    }

    @Test
    void aTokenThatIsNotTakenAnyMoreIsReadAgainAndTheCallRepeated() {
        server.answer(401, error("token_revoked", "No")).answer(200, contact(ADA));
        IntercomClient client = client(new File("old", "new"));

        assertThat(client.update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);

        assertThat(server.requests)
                .extracting(request -> request.headers().getFirst("Authorization"))
                .containsExactly("Bearer old", "Bearer new");
        assertThat(client.counts().of(CallKind.UPDATE_CONTACT)).isEqualTo(new CallCounts.Tally(2, 1, 0));
    }

    @Test
    void theSameTokenIsNotTriedAgain() {
        server.answer(401, error("unauthorized", "No"));

        SystemicRefusal refusal = catchThrowableOfType(
                SystemicRefusal.class, () -> client(new File("0ld-s3cret")).update(ADA, Map.of()));

        assertThat(refusal)
                .hasMessageContaining("`${file:/run/secrets/intercom}`")
                .hasMessageContaining("Put a token");
        assertThat(refusal.getMessage()).doesNotContain("0ld-s3cret");
        assertThat(server.requests).hasSize(1);
        assertThat(reads).hasValue(2);
    }

    @Test
    void aNewTokenThatIsRefusedTooEndsIt() {
        server.answer(401, error("unauthorized", "No")).answer(401, error("unauthorized", "Nor this"));

        assertThatThrownBy(() -> client(new File("old", "new", "newer")).update(ADA, Map.of()))
                .isInstanceOf(SystemicRefusal.class)
                .hasMessageContaining("Nor this")
                .hasMessageContaining("`${file:/run/secrets/intercom}`");
        assertThat(server.requests).hasSize(2);
        assertThat(reads).hasValue(2);
    }

    @Test
    void onceANewTokenWasTakenAnotherMayFollow() {
        server.answer(401, "").answer(200, contact(ADA)).answer(401, "").answer(200, contact(ADA));
        IntercomClient client = client(new File("one", "two", "three"));

        client.update(ADA, Map.of());
        client.update(ADA, Map.of());

        assertThat(server.requests)
                .extracting(request -> request.headers().getFirst("Authorization"))
                .containsExactly("Bearer one", "Bearer two", "Bearer two", "Bearer three");
    }

    @Test
    void aFileThatCannotBeReadAgainLeavesTheRefusal() {
        server.answer(401, error("unauthorized", "No"));
        TokenSource vanishing = () -> {
            if (reads.incrementAndGet() > 1) {
                throw new IllegalStateException("the file is gone");
            }
            return new AccessToken("old");
        };

        assertThatThrownBy(() -> client(vanishing).tags()).isInstanceOf(SystemicRefusal.class);
    }

    @Test
    void whatTheTokenMayNotDoIsNoReasonToReadItAgain() {
        server.answer(403, error("forbidden", "No")).answer(402, error("api_plan_restricted", "No"));
        IntercomClient client = client(new File("old", "new"));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.update(ADA, Map.of()))
                    .isInstanceOf(SystemicRefusal.class)
                    .hasMessageContaining("comes from `${file:/run/secrets/intercom}`; its app may not do this");
        }
        assertThat(reads).hasValue(1);
    }

    @Test
    void allThreadsGoOnWithTheNewTokenWhichIsReadOnce() throws Exception {
        server.takeOnly("new", contact(ADA));
        IntercomClient client = client(new File("old", "new", "wrong"));
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<WriteResult>> calls = IntStream.range(0, 256)
                    .<Callable<WriteResult>>mapToObj(i -> () -> client.update(ADA, Map.of()))
                    .toList();
            for (var answered : threads.invokeAll(calls)) {
                assertThat(answered.get()).isInstanceOf(WriteResult.Written.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(reads).hasValue(2);
    }

    @Test
    void aTokenThatNobodyTakesIsReadAgainOnceByAllThreads() throws Exception {
        server.takeOnly("none", "");
        IntercomClient client = client(new File("old"));
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<WriteResult>> calls = IntStream.range(0, 64)
                    .<Callable<WriteResult>>mapToObj(i -> () -> client.update(ADA, Map.of()))
                    .toList();
            for (var answered : threads.invokeAll(calls)) {
                assertThatThrownBy(answered::get).hasCauseInstanceOf(SystemicRefusal.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(reads).hasValue(2);
    }
}
