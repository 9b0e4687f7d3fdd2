package dev.audiencesync.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs a program's main method and leaves a file that tells what the process took: {@code FILE CLASS [ARGUMENT…]}. */
final class Measured {
    private static final long MEGA = 1 << 20;

    private Measured() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Path file = Path.of(args[0]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tell(file)));
        Method main = Class.forName(args[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    /** Processor time in milliseconds, and the most memory of the heap and of the process, in megabytes. */
    private static void tell(Path file) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        try {
            Files.writeString(
                    file,
                    system.getProcessCpuTime() / 1_000_000 + " " + heap / MEGA + " "
                            + resident(Path.of("/proc/self/status")));
        } catch (IOException e) {
            e.printStackTrace();
        }
    }

    /** 0 where the system does not tell. */
    private static long resident(Path status) throws IOException {
        List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
        return lines.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElse(0);
    }
}
