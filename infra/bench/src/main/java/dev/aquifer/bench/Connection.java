package dev.aquifer.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept HTTP/1.1 connection, as bare as can be: what is measured is the server, not a client library.
final class Connection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final byte[] CONTENT = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);

    private final Target target;
    private final Socket socket;
    private final InputStream in;

    Connection(Target target) throws IOException {
        this.target = target;
        this.socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(
                new InetSocketAddress(target.base().getHost(), target.base().getPort()), TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /// A complete answer and when its parts came, in nanoseconds after the request was written.
    ///
    /// @param firstContentNanos when the first text arrived; for an answer in one piece, its whole body
    record Answer(int status, String body, long firstContentNanos, long totalNanos) {}

    Answer get(String path) throws IOException {
        return call("GET " + path, "");
    }

    Answer post(String path, String body) throws IOException {
        return call("POST " + path, body);
    }

    private Answer call(String methodAndPath, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = methodAndPath + " HTTP/1.1\r\nHost: " + target.base().getHost() + ":"
                + target.base().getPort() + "\r\nAuthorization: Bearer " + target.key()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + content.length + "\r\n\r\n";
        var request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        long begin = System.nanoTime();
        socket.getOutputStream().write(request.toByteArray());
        int status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        var answer = new ByteArrayOutputStream();
        long first = 0;
        if (!chunked) {
            answer.writeBytes(in.readNBytes(length));
        }
        while (chunked) {
            int size = Integer.parseInt(line().strip(), 16);
            byte[] part = in.readNBytes(size);
            line();
            if (size == 0) {
                break;
            }
            if (first == 0 && holdsText(part)) {
                first = System.nanoTime() - begin;
            }
            answer.writeBytes(part);
        }
        long total = System.nanoTime() - begin;
        return new Answer(status, answer.toString(StandardCharsets.UTF_8), first == 0 ? total : first, total);
    }

    /// Whether a part of a stream holds text: a content member that is not empty.
    private static boolean holdsText(byte[] part) {
        for (int i = 0; i + CONTENT.length < part.length; i++) {
            int matched = 0;
            while (matched < CONTENT.length && part[i + matched] == CONTENT[matched]) {
                matched++;
            }
            if (matched == CONTENT.length && part[i + matched] != '"') {
                return true;
            }
        }
        return false;
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException(target + " closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
