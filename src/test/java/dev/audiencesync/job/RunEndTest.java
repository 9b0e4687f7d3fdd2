package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.ledger.RunState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.test.MetaDataInstanceFactory;

class RunEndTest {

    static Stream<Arguments> ends() {
        GuardedException guarded = new GuardedException(List.of("one", "two"));
        return Stream.of(
                Arguments.of(BatchStatus.COMPLETED, null, false, RunState.COMPLETED, 0, null),
                Arguments.of(BatchStatus.COMPLETED, null, true, RunState.COMPLETED, 3, null),
                Arguments.of(BatchStatus.STOPPED, null, true, RunState.STOPPED, 6, "Stopped by a signal."),
                Arguments.of(
                        BatchStatus.FAILED,
                        new IllegalStateException("batch", StoppedException.onRequest()),
                        false,
                        RunState.STOPPED,
                        6,
                        "Stopped by a signal."),
                Arguments.of(BatchStatus.FAILED, guarded, false, RunState.GUARDED, 4, "one\ntwo"),
                Arguments.of(
                        BatchStatus.FAILED,
                        new IllegalStateException("batch wraps", guarded),
                        false,
                        RunState.GUARDED,
                        4,
                        "one\ntwo"),
                Arguments.of(
                        BatchStatus.FAILED,
                        new IllegalStateException("outer", new IllegalArgumentException("inner")),
                        false,
                        RunState.FAILED,
                        1,
                        "The run failed (IllegalArgumentException); the log in the home folder says more."),
                Arguments.of(
                        BatchStatus.FAILED,
                        new IllegalStateException("outer", new NullPointerException()),
                        false,
                        RunState.FAILED,
                        1,
                        "The run failed (NullPointerException); the log in the home folder says more."),
                Arguments.of(
                        BatchStatus.UNKNOWN,
                        null,
                        false,
                        RunState.FAILED,
                        1,
                        "The run failed; the log in the home folder says more."));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void saysHowARunEnded(
            BatchStatus status, Throwable failure, boolean rejected, RunState state, int exitCode, String message) {
        JobExecution execution = MetaDataInstanceFactory.createJobExecution();
        execution.setStatus(status);
        if (failure != null) {
            execution.addFailureException(failure);
        }

        assertThat(RunEnd.of(execution, Command.RUN, rejected)).isEqualTo(new RunEnd(state, exitCode, message));
    }

    @Test
    void findingsStayApart() {
        assertThat(new GuardedException(List.of("one", "two")).findings()).containsExactly("one", "two");
    }
}
