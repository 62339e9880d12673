package dev.aquifer.engine;

import java.util.List;

/// Cuts an answer at the first stop string, even one that arrives in pieces: text that might be the beginning of a
/// stop string is held back until the next piece decides.
///
/// Not done by the native code, because that one loses the text it held back when the answer ends by itself.
final class StopMatcher {
    private final List<String> stops;
    private String held = "";
    private boolean matched;

    StopMatcher(List<String> stops) {
        this.stops = List.copyOf(stops);
    }

    /// Takes the next piece, returns what may be shown now.
    String accept(String piece) {
        if (matched) {
            return "";
        }
        if (stops.isEmpty()) {
            return piece;
        }
        String text = held + piece;
        int cut = -1;
        for (String stop : stops) {
            int at = text.indexOf(stop);
            if (at >= 0 && (cut < 0 || at < cut)) {
                cut = at;
            }
        }
        if (cut >= 0) {
            matched = true;
            held = "";
            return text.substring(0, cut);
        }
        int keep = 0;
        for (String stop : stops) {
            keep = Math.max(keep, overlap(text, stop));
        }
        held = text.substring(text.length() - keep);
        return text.substring(0, text.length() - keep);
    }

    /// The answer has ended by itself: what was held back was no stop string.
    String end() {
        String rest = held;
        held = "";
        return rest;
    }

    boolean matched() {
        return matched;
    }

    /// Length of the longest end of `text` with which `stop` begins.
    private static int overlap(String text, String stop) {
        for (int length = Math.min(text.length(), stop.length() - 1); length > 0; length--) {
            if (text.startsWith(stop.substring(0, length), text.length() - length)) {
                return length;
            }
        }
        return 0;
    }
}
