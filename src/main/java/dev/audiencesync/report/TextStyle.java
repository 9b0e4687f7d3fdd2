package dev.audiencesync.report;

import java.nio.charset.Charset;

/**
 * What the terminal can show.
 *
 * @param colour ANSI colours; only where they were asked for
 * @param unicode signs beyond ASCII; without them each has an ASCII stand-in
 */
public record TextStyle(boolean colour, boolean unicode) {

    public static final TextStyle PLAIN = new TextStyle(false, true);

    public static TextStyle of(boolean colour, Charset charset) {
        return new TextStyle(colour, charset.newEncoder().canEncode("✓✗■▲·–…"));
    }

    String green(String text) {
        return coloured("32", text);
    }

    String yellow(String text) {
        return coloured("33", text);
    }

    String red(String text) {
        return coloured("31", text);
    }

    String bold(String text) {
        return coloured("1", text);
    }

    String faint(String text) {
        return coloured("2", text);
    }

    String sign(String unicodeSign, String asciiSign) {
        return unicode ? unicodeSign : asciiSign;
    }

    String dot() {
        return sign(" · ", " - ");
    }

    private String coloured(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
