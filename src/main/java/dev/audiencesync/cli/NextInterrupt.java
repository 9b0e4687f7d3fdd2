package dev.audiencesync.cli;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Ctrl-C after the first, which the virtual machine would not heed: it is ending already. Only {@code sun.misc.Signal}
 * can hear it, a class the compiler warns of however it is told not to: so it is looked up when it is needed.
 */
final class NextInterrupt {
    private static final Logger LOG = LoggerFactory.getLogger(NextInterrupt.class);

    private NextInterrupt() {}

    /** Where the virtual machine was told to leave signals alone, or has no such class, they are left alone. */
    static void doing(Runnable deed) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object heeding = Proxy.newProxyInstance(
                    NextInterrupt.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        deed.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), heeding);
        } catch (ReflectiveOperationException e) {
            LOG.debug("Ctrl-C cannot be listened for", e);
        }
    }
}
