package dev.aquifer.gateway.inference;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rewrites a scanned JSON object where it must be and copies the rest of its bytes. At most a handful of
/// edits; they are applied in the order of their places.
final class AnswerEdit {
    private static final int MOST = 6;
    private static final byte[] NOTHING = new byte[0];

    private final int[] from = new int[MOST];
    private final int[] until = new int[MOST];
    private final byte[][] with = new byte[MOST][];
    private int count;

    void clear() {
        count = 0;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void replace(int start, int end, byte[] text) {
        int place = count++;
        while (place > 0 && from[place - 1] > start) {
            from[place] = from[place - 1];
            until[place] = until[place - 1];
            with[place] = with[place - 1];
            place--;
        }
        from[place] = start;
        until[place] = end;
        with[place] = text;
    }

    void replace(AnswerScan.Member member, byte[] value) {
        replace(member.from, member.until, value);
    }

    /// Takes a member out, with the comma that belongs to it. At most one member of an object may be taken out at a
    /// time.
    void remove(AnswerScan.Member member, byte[] in, int to) {
        if (member.comma >= 0) {
            replace(member.comma, member.until, NOTHING);
            return;
        }
        int end = member.until;
        while (end < to && in[end] <= ' ') {
            end++;
        }
        replace(member.name, end < to && in[end] == ',' ? end + 1 : member.until, NOTHING);
    }

    /// The model's name as the caller said it, if the engine said another.
    void rename(AnswerScan.Member model, byte[] in, byte[] quotedName) {
        if (model.there() && !Arrays.equals(in, model.from, model.until, quotedName, 0, quotedName.length)) {
            replace(model, quotedName);
        }
    }

    /// Writes the object with the edits, and with a member added at its end if one is given.
    void write(Buffer out, byte[] in, int start, AnswerScan scan, @Nullable String added) {
        int at = start;
        for (int i = 0; i < count; i++) {
            out.appendBytes(in, at, from[i] - at).appendBytes(with[i]);
            at = until[i];
        }
        out.appendBytes(in, at, scan.end - at);
        if (added != null) {
            // The objects that get a member are answers and chunks: they are never empty.
            out.appendByte((byte) ',').appendString(added);
        }
        out.appendByte((byte) '}');
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
