package dev.aquifer.gateway.inference;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/// Finds the events of an engine's stream in bytes that arrive in any pieces. It keeps at most one event, never
/// the answer. Comments and `event:`, `id:`, `retry:` lines are left out; an event of several `data:` lines is
/// joined by spaces (the standard says line feeds; to JSON they are the same, and a joined event stays one
/// line).
final class SseReader {
    private final long limit;
    private final Sink sink;
    private byte[] bytes = new byte[4096];
    private int length;
    // The data of the event that is being read, within `bytes` as long as it is one line.
    private byte[] joined = new byte[0];
    private int joinedLength;
    private boolean data;

    /// Gets each event's data; the bytes are valid only during the call.
    @FunctionalInterface
    interface Sink {
        void event(byte[] bytes, int from, int to);
    }

    /// @param limit bytes that one event may have
    SseReader(long limit, Sink sink) {
        this.limit = limit;
        this.sink = sink;
    }

    /// False if an event is larger than allowed; the stream is of no use then.
    boolean feed(Buffer piece) {
        int added = piece.length();
        if (bytes.length - length < added) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + added));
        }
        piece.getBytes(bytes, length);
        int scanned = length;
        length += added;
        int lineStart = 0;
        for (int i = scanned; i < length; i++) {
            if (bytes[i] == '\n') {
                int lineEnd = i > lineStart && bytes[i - 1] == '\r' ? i - 1 : i;
                line(lineStart, lineEnd);
                lineStart = i + 1;
            }
        }
        System.arraycopy(bytes, lineStart, bytes, 0, length - lineStart);
        length -= lineStart;
        return length <= limit && joinedLength <= limit;
    }

    private void line(int from, int to) {
        if (from == to) {
            if (data) {
                data = false;
                int end = joinedLength;
                joinedLength = 0;
                sink.event(joined, 0, end);
            }
            return;
        }
        if (to - from < 5
                || bytes[from] != 'd'
                || bytes[from + 1] != 'a'
                || bytes[from + 2] != 't'
                || bytes[from + 3] != 'a'
                || bytes[from + 4] != ':') {
            return;
        }
        int start = from + 5 < to && bytes[from + 5] == ' ' ? from + 6 : from + 5;
        int needed = joinedLength + 1 + to - start;
        if (joined.length < needed) {
            joined = Arrays.copyOf(joined, Math.max(joined.length * 2, needed));
        }
        if (data) {
            joined[joinedLength++] = ' ';
        }
        data = true;
        System.arraycopy(bytes, start, joined, joinedLength, to - start);
        joinedLength += to - start;
    }
}
