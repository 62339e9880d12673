package dev.aquifer.gateway.inference;

import org.jspecify.annotations.Nullable;

/// Finds in one pass over the bytes of an engine's answer, or of one chunk of its stream, what the gateway must
/// know: where `usage`, `choices`, `model` and `error` stand, and how many bytes of text it holds. No tree is
/// built, and the object is used again for the next chunk.
///
/// It checks the structure (so that what passes through is one JSON object), not every escape.
final class AnswerScan {
    private static final int DEEPEST = 64;

    private byte[] in = new byte[0];
    private int at;
    private int to;

    /// A top-level member: the place of its name's quote, of its value, and of the comma before it; -1 if it is not
    /// there.
    static final class Member {
        int comma;
        int name;
        int from;
        int until;

        boolean there() {
            return name >= 0;
        }

        private void clear() {
            comma = -1;
            name = -1;
            from = -1;
            until = -1;
        }
    }

    final Member usage = new Member();
    final Member choices = new Member();
    final Member model = new Member();
    final Member error = new Member();
    boolean choicesEmpty;
    /// Where the object ends: the place of its last brace.
    int end;
    /// UTF-8 bytes of text that the model wrote: content, reasoning, refusal, names and arguments of tool calls.
    long textBytes;

    /// False if the bytes are not one JSON object.
    boolean scan(byte[] bytes, int from, int until) {
        in = bytes;
        at = from;
        to = until;
        usage.clear();
        choices.clear();
        model.clear();
        error.clear();
        choicesEmpty = true;
        textBytes = 0;
        end = -1;
        space();
        if (at >= to || in[at] != '{' || !object(0, Place.TOP)) {
            return false;
        }
        end = at - 1;
        space();
        return at == to;
    }

    boolean isNull(Member member) {
        return member.there() && in[member.from] == 'n';
    }

    private enum Place {
        TOP,
        CHOICE,
        /// `delta` or `message`: what the model wrote.
        WRITTEN,
        OTHER
    }

    private boolean value(int depth, Place place, boolean counted) {
        space();
        if (at >= to || depth > DEEPEST) {
            return false;
        }
        return switch (in[at]) {
            case '{' -> object(depth, place);
            case '[' -> array(depth, place, counted);
            case '"' -> string(counted);
            default -> literal();
        };
    }

    private boolean object(int depth, Place place) {
        at++;
        space();
        if (at < to && in[at] == '}') {
            at++;
            return true;
        }
        int comma = -1;
        while (true) {
            space();
            int name = at;
            if (at >= to || in[at] != '"' || !string(false)) {
                return false;
            }
            int nameEnd = at - 1;
            space();
            if (at >= to || in[at] != ':') {
                return false;
            }
            at++;
            space();
            if (!member(depth, place, comma, name, nameEnd)) {
                return false;
            }
            space();
            if (at >= to) {
                return false;
            }
            if (in[at] == '}') {
                at++;
                return true;
            }
            if (in[at] != ',') {
                return false;
            }
            comma = at++;
        }
    }

    private boolean member(int depth, Place place, int comma, int name, int nameEnd) {
        return switch (place) {
            case TOP -> top(depth, comma, name, nameEnd);
            case CHOICE -> {
                choicesEmpty = false;
                boolean written = is(name, nameEnd, "delta") || is(name, nameEnd, "message");
                yield value(depth + 1, written ? Place.WRITTEN : Place.OTHER, false);
            }
            case WRITTEN -> value(depth + 1, Place.WRITTEN, isText(name, nameEnd));
            case OTHER -> value(depth + 1, Place.OTHER, false);
        };
    }

    private boolean top(int depth, int comma, int name, int nameEnd) {
        Member known = known(name, nameEnd);
        int from = at;
        if (!value(depth + 1, known == choices ? Place.CHOICE : Place.OTHER, false)) {
            return false;
        }
        if (known != null) {
            known.comma = comma;
            known.name = name;
            known.from = from;
            known.until = at;
        }
        return true;
    }

    private @Nullable Member known(int name, int nameEnd) {
        if (is(name, nameEnd, "usage")) {
            return usage;
        }
        if (is(name, nameEnd, "choices")) {
            return choices;
        }
        if (is(name, nameEnd, "model")) {
            return model;
        }
        return is(name, nameEnd, "error") ? error : null;
    }

    private boolean isText(int name, int nameEnd) {
        return is(name, nameEnd, "content")
                || is(name, nameEnd, "reasoning_content")
                || is(name, nameEnd, "reasoning")
                || is(name, nameEnd, "refusal")
                || is(name, nameEnd, "text")
                || is(name, nameEnd, "name")
                || is(name, nameEnd, "arguments");
    }

    private boolean array(int depth, Place place, boolean counted) {
        at++;
        space();
        if (at < to && in[at] == ']') {
            at++;
            return true;
        }
        if (place == Place.CHOICE) {
            choicesEmpty = false;
        }
        while (true) {
            if (!value(depth + 1, place, counted)) {
                return false;
            }
            space();
            if (at >= to) {
                return false;
            }
            if (in[at] == ']') {
                at++;
                return true;
            }
            if (in[at++] != ',') {
                return false;
            }
        }
    }

    private boolean string(boolean counted) {
        at++;
        long bytes = 0;
        while (at < to) {
            byte b = in[at];
            if (b == '"') {
                at++;
                if (counted) {
                    textBytes += bytes;
                }
                return true;
            }
            if (b == '\\') {
                // An escaped unit is at most three bytes of UTF-8; the bound may be too high by that, never too low.
                boolean unit = at + 1 < to && in[at + 1] == 'u';
                at += unit ? 6 : 2;
                bytes += unit ? 3 : 1;
            } else if (b >= 0 && b < ' ') {
                return false;
            } else {
                at++;
                bytes++;
            }
        }
        return false;
    }

    private boolean literal() {
        int from = at;
        while (at < to) {
            byte b = in[at];
            if (b == ',' || b == '}' || b == ']' || b <= ' ') {
                break;
            }
            at++;
        }
        if (at == from) {
            return false;
        }
        return switch (in[from]) {
            case 'n' -> is(from - 1, at, "null");
            case 't' -> is(from - 1, at, "true");
            case 'f' -> is(from - 1, at, "false");
            default -> in[from] == '-' || (in[from] >= '0' && in[from] <= '9');
        };
    }

    /// Whether the text between a quote at `quote` and `until` is the word.
    private boolean is(int quote, int until, String word) {
        if (until - quote - 1 != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (in[quote + 1 + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void space() {
        while (at < to && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }
}
