package dev.audiencesync.sandbox;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link Fault}. */
final class FaultParser {
    private static final Pattern FAULT = Pattern.compile(
            "([^:]*):\\s*(.*?)" + "(?:\\s+of\\s+(\\S+))?(?:\\s+after\\s+(\\S+))?(?:\\s+about\\s+(.+))?");
    private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");
    private static final Pattern SLOW = Pattern.compile("slow\\s+(\\w+)(?:-(\\w+))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final Pattern NEXT = Pattern.compile("next\\s+(\\d{1,9})");
    private static final Pattern CALLS = Pattern.compile("calls?\\s+(\\d{1,9})(?:-(\\d{1,9}))?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    private final String text;

    private FaultParser(String text) {
        this.text = text;
    }

    static Fault parse(String given) {
        String text = given.strip();
        FaultParser parser = new FaultParser(text);
        Matcher parts = FAULT.matcher(text);
        if (!parts.matches()) {
            throw parser.wrong("it has no colon: write WHAT:HOW_OFTEN, such as 503:2%");
        }
        return new Fault(
                text,
                parser.mishap(parts.group(1).strip()),
                parser.frequency(parts.group(2)),
                parser.operation(parts.group(3)),
                parser.after(parts.group(4)),
                parts.group(5) == null ? "" : parts.group(5));
    }

    private Mishap mishap(String what) {
        Mishap onTheWay = Mishap.OnTheWay.called(what);
        if (onTheWay != null) {
            return onTheWay;
        }
        if (what.equals("html")) {
            return new Mishap.Page();
        }
        if (STATUS.matcher(what).matches()) {
            return new Mishap.Status(Integer.parseInt(what));
        }
        Matcher slow = SLOW.matcher(what);
        if (slow.matches()) {
            return slow(time(slow.group(1)), time(slow.group(2) == null ? slow.group(1) : slow.group(2)));
        }
        throw wrong("'" + what + "' is nothing that can go wrong: write a status from 400 to 599, html, outage, hang,"
                + " drop, reset, truncated or slow TIME, such as slow 500ms-3s");
    }

    private Mishap slow(Duration min, Duration max) {
        if (min.compareTo(max) > 0) {
            throw wrong("its time ends before it begins: the shorter comes first");
        }
        return new Mishap.Slow(min, max);
    }

    private Frequency frequency(String often) {
        if (often.equals("always")) {
            return new Frequency.Always();
        }
        Matcher share = SHARE.matcher(often);
        if (share.matches()) {
            return share(Double.parseDouble(share.group(1)));
        }
        Matcher next = NEXT.matcher(often);
        if (next.matches()) {
            return numbers(1, Long.parseLong(next.group(1)));
        }
        Matcher calls = CALLS.matcher(often);
        if (calls.matches()) {
            String last = calls.group(2) == null ? calls.group(1) : calls.group(2);
            return numbers(Long.parseLong(calls.group(1)), Long.parseLong(last));
        }
        if (TIME.matcher(often).matches()) {
            return new Frequency.Within(time(often));
        }
        throw wrong("'" + often
                + "' does not say how often: write 2%, next 5, calls 10-20, 30s or always, then of OPERATION,"
                + " after N and about TEXT, in this order");
    }

    private Frequency share(double percent) {
        if (percent <= 0 || percent > 100) {
            throw wrong("its share must be more than 0% and at most 100%");
        }
        return new Frequency.Share(percent / 100);
    }

    private Frequency numbers(long first, long last) {
        if (first < 1 || last < first) {
            throw wrong("its calls are counted from 1, and the lower number comes first");
        }
        return new Frequency.Numbers(first, last);
    }

    private Duration time(String time) {
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            throw wrong("'" + time + "' is no time: write it like 500ms, 30s or 5m");
        }
        long number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private Operation operation(@Nullable String word) {
        if (word == null) {
            return Operation.ANY;
        }
        return Operation.called(word)
                .orElseThrow(() -> wrong("'" + word + "' is no operation: write one of " + Operation.words()));
    }

    private long after(@Nullable String count) {
        if (count == null) {
            return 0;
        }
        if (!COUNT.matcher(count).matches()) {
            throw wrong("'" + count + "' after `after` is no number of calls");
        }
        return Long.parseLong(count);
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("The fault '" + text + "': " + why + ".");
    }
}
