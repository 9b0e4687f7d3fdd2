package dev.audiencesync.export;

/**
 * Follows the structure of one JSON object byte by byte: strings, nesting, where a key, a value, a comma may stand. What
 * is inside strings, numbers and words is left to the parser. It exists to notice a damaged record at the first
 * impossible byte, before the damage spreads to its neighbours.
 */
final class RecordStructure {

    enum Verdict {
        OPEN,
        CLOSED,
        IMPOSSIBLE,
        TOO_DEEP
    }

    private enum Expecting {
        KEY_OR_END,
        KEY,
        COLON,
        VALUE,
        VALUE_OR_END,
        COMMA_OR_END
    }

    private final boolean[] isArray;
    private int depth;
    private Expecting expecting = Expecting.VALUE;
    private boolean inString;
    private boolean escaped;
    private boolean inWord;

    RecordStructure(int maxDepth) {
        isArray = new boolean[maxDepth];
    }

    /** Begins a record whose opening brace was just read. */
    void begin() {
        depth = 1;
        expecting = Expecting.KEY_OR_END;
        inString = false;
        escaped = false;
        inWord = false;
    }

    int depth() {
        return depth;
    }

    boolean insideArray() {
        return isArray[depth - 1];
    }

    boolean insideString() {
        return inString;
    }

    /** Whether the next byte is text of a string, unless it ends it or begins an escape. */
    boolean insideText() {
        return inString && !escaped;
    }

    /** How deep one is after a closing brace, if brackets left open before it are taken as closed. */
    int depthAfterBrace() {
        int open = depth;
        while (open > 0 && isArray[open - 1]) {
            open--;
        }
        return open - 1;
    }

    Verdict accept(int next) {
        if (inString) {
            return acceptInString(next);
        }
        if (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            inWord = false;
            return Verdict.OPEN;
        }
        if (inWord && isWord(next)) {
            return Verdict.OPEN;
        }
        inWord = false;
        return acceptToken(next);
    }

    private Verdict acceptInString(int next) {
        if (next == '\n') {
            return Verdict.IMPOSSIBLE;
        }
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inString = false;
        }
        return Verdict.OPEN;
    }

    private Verdict acceptToken(int next) {
        return switch (next) {
            case '"' -> string();
            case ':' -> expecting == Expecting.COLON ? then(Expecting.VALUE) : Verdict.IMPOSSIBLE;
            case ',' -> comma();
            case '{', '[' -> valueAllowed() ? open(next == '[') : Verdict.IMPOSSIBLE;
            case '}', ']' -> close(next == ']');
            default -> word(next);
        };
    }

    private Verdict comma() {
        if (expecting != Expecting.COMMA_OR_END) {
            return Verdict.IMPOSSIBLE;
        }
        return then(insideArray() ? Expecting.VALUE : Expecting.KEY);
    }

    private Verdict string() {
        if (expecting == Expecting.KEY || expecting == Expecting.KEY_OR_END) {
            expecting = Expecting.COLON;
        } else if (valueAllowed()) {
            expecting = Expecting.COMMA_OR_END;
        } else {
            return Verdict.IMPOSSIBLE;
        }
        inString = true;
        return Verdict.OPEN;
    }

    private Verdict word(int next) {
        if (!valueAllowed() || !isWord(next)) {
            return Verdict.IMPOSSIBLE;
        }
        inWord = true;
        return then(Expecting.COMMA_OR_END);
    }

    private Verdict open(boolean array) {
        if (depth == isArray.length) {
            return Verdict.TOO_DEEP;
        }
        isArray[depth++] = array;
        return then(array ? Expecting.VALUE_OR_END : Expecting.KEY_OR_END);
    }

    private Verdict close(boolean array) {
        Expecting emptyEnd = array ? Expecting.VALUE_OR_END : Expecting.KEY_OR_END;
        if (insideArray() != array || (expecting != Expecting.COMMA_OR_END && expecting != emptyEnd)) {
            return Verdict.IMPOSSIBLE;
        }
        depth--;
        expecting = Expecting.COMMA_OR_END;
        return depth == 0 ? Verdict.CLOSED : Verdict.OPEN;
    }

    private Verdict then(Expecting now) {
        expecting = now;
        return Verdict.OPEN;
    }

    private boolean valueAllowed() {
        return expecting == Expecting.VALUE || expecting == Expecting.VALUE_OR_END;
    }

    private static boolean isWord(int next) {
        return (next >= '0' && next <= '9')
                || (next >= 'a' && next <= 'z')
                || (next >= 'A' && next <= 'Z')
                || next == '-'
                || next == '+'
                || next == '.';
    }
}
