package dev.audiencesync.intercom;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An attempt failed in a way that another may not. */
final class TransientFault extends RuntimeException {

    private final Fault fault;

    TransientFault(Fault fault, @Nullable IOException cause) {
        super(fault.summary(), cause);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    boolean isRateLimit() {
        return fault.status() == 429;
    }
}
