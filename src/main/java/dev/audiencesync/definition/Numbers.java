package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The numbers of YAML's core schema. */
final class Numbers {

    /** Beyond what a double holds, writing a number out could cost more memory than the machine has. */
    private static final int MOST_DIGITS = 400;

    private Numbers() {}

    /** Empty for infinities, not-a-number and numbers of absurd size. */
    static Optional<BigDecimal> parse(ScalarNode node) {
        String text = node.getValue();
        if (text.startsWith("0x")) {
            return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 16)));
        }
        if (text.startsWith("0o")) {
            return Optional.of(new BigDecimal(new BigInteger(text.substring(2), 8)));
        }
        try {
            BigDecimal number = new BigDecimal(text);
            boolean bearable = number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
            return bearable ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException infiniteOrNot) {
            return Optional.empty();
        }
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
