package dev.aquifer.gateway.inference;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Looks at each chunk of an engine's stream, counts, and gathers what goes to the caller, rewritten only where
/// it must be: the model's name, and the usage that we asked for and the caller did not.
final class StreamChunks {
    private static final byte[] NULL = AnswerEdit.ascii("null");
    private static final byte[] EMPTY = AnswerEdit.ascii("[]");

    private final Ask ask;
    private final byte[] modelName;
    private final AnswerScan scan = new AnswerScan();
    private final AnswerEdit edit = new AnswerEdit();
    private Buffer gathered = Buffer.buffer();
    private Mark mark = Mark.NOTHING;
    /// The last usage that the engine stated, in whichever chunk.
    private @Nullable EngineUsage usage;
    /// A chunk to make the usage chunk from: the first one, or the engine's own usage chunk.
    private byte[] pattern = new byte[0];
    private byte[] usageBytes = new byte[0];

    /// How far a stream has got.
    ///
    /// @param chunks with text, @param textBytes of all of them
    /// @param stated completion tokens that the engine stated in the last of them; -1 if it stated none there
    record Mark(long chunks, long textBytes, long stated) {
        static final Mark NOTHING = new Mark(0, 0, -1);

        long tokens() {
            return stated >= 0 ? stated : chunks;
        }
    }

    enum Taken {
        /// Gathered for the caller.
        PASSED,
        /// Of use only to us.
        KEPT,
        /// The engine said `[DONE]`.
        DONE,
        /// Not a chunk, or an error.
        BROKEN
    }

    StreamChunks(Ask ask) {
        this.ask = ask;
        this.modelName = PlainAnswer.quoted(ask.call().model());
    }

    Taken take(byte[] bytes, int from, int to) {
        if (to - from == 6 && bytes[from] == '[' && bytes[from + 1] == 'D') {
            return Taken.DONE;
        }
        if (!scan.scan(bytes, from, to)) {
            return Taken.BROKEN;
        }
        if (scan.error.there()) {
            return scan.isNull(scan.error) ? withoutError(bytes, from, to) : Taken.BROKEN;
        }
        EngineUsage stated = scan.usage.there() && !scan.isNull(scan.usage)
                ? EngineUsage.read(bytes, scan.usage.from, scan.usage.until)
                : null;
        if (stated != null) {
            usage = stated;
            usageBytes = Arrays.copyOfRange(bytes, scan.usage.from, scan.usage.until);
        }
        if (scan.choicesEmpty) {
            // The usage chunk, or a chunk that says nothing: the caller gets the one that we make at the end.
            if (stated != null && scan.choices.there()) {
                pattern = Arrays.copyOfRange(bytes, from, to);
            }
            return Taken.KEPT;
        }
        if (scan.textBytes > 0) {
            mark = new Mark(
                    mark.chunks + 1, mark.textBytes + scan.textBytes, stated == null ? -1 : stated.completion());
        }
        if (pattern.length == 0 && ask.call().usageAsked()) {
            pattern = Arrays.copyOfRange(bytes, from, to);
        }
        pass(bytes, from, to);
        return Taken.PASSED;
    }

    /// The mere presence of the member `error` makes some clients throw.
    private Taken withoutError(byte[] bytes, int from, int to) {
        edit.clear();
        edit.remove(scan.error, bytes, to);
        Buffer without = Buffer.buffer(to - from);
        edit.write(without, bytes, from, scan, null);
        byte[] rest = without.getBytes();
        return take(rest, 0, rest.length);
    }

    private void pass(byte[] bytes, int from, int to) {
        edit.clear();
        edit.rename(scan.model, bytes, modelName);
        if (scan.usage.there()) {
            if (!ask.call().usageAsked()) {
                edit.remove(scan.usage, bytes, to);
            } else if (!scan.isNull(scan.usage)) {
                edit.replace(scan.usage, NULL);
            }
        }
        gathered.appendString("data: ");
        if (edit.isEmpty()) {
            gathered.appendBytes(bytes, from, to - from);
        } else {
            edit.write(gathered, bytes, from, scan, null);
        }
        gathered.appendString("\n\n");
    }

    boolean isEmpty() {
        return gathered.length() == 0;
    }

    /// How far the stream has got with what is gathered.
    Mark gathered() {
        return mark;
    }

    Buffer takeGathered() {
        Buffer taken = gathered;
        gathered = Buffer.buffer();
        return taken;
    }

    Tally completed() {
        return Tally.completed(ask.call(), ask.contextLength(), usage, mark.textBytes);
    }

    Tally broken(Mark delivered) {
        return Tally.broken(ask.call(), ask.contextLength(), usage, delivered.tokens(), delivered.textBytes());
    }

    /// The usage chunk as the caller must see it: its own, last, with what is billed and what that costs.
    void writeUsage(Buffer out, Ask.Metered metered) {
        if (!scan.scan(pattern, 0, pattern.length)) {
            return;
        }
        edit.clear();
        edit.rename(scan.model, pattern, modelName);
        if (scan.choices.there()) {
            edit.replace(scan.choices, EMPTY);
        }
        byte[] stated = metered.tally().reported()
                ? usageBytes
                : AnswerEdit.ascii(metered.tally().usageJson());
        String added = ask.aquiferMember(metered);
        if (scan.usage.there()) {
            edit.replace(scan.usage, stated);
        } else {
            added = "\"usage\":" + new String(stated, StandardCharsets.UTF_8) + "," + added;
        }
        out.appendString("data: ");
        edit.write(out, pattern, 0, scan, added);
        out.appendString("\n\n");
    }
}
