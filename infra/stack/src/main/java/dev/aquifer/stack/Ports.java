package dev.aquifer.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// TCP ports of this machine.
final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    private static final int LOWEST = 22_000;
    private static final int COUNT = 5_000;
    private static final int TRIES = 500;

    /// A port that nobody listens on at this moment, and neither on the next one. Not out of those that the system
    /// gives to outgoing connections: who stops there and starts again may find it taken.
    static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + 2 * ThreadLocalRandom.current().nextInt(COUNT);
            if (isFree(LOOPBACK, port) && isFree(LOOPBACK, port + 1)) {
                return port;
            }
        }
        throw new StackException("No free port between " + LOWEST + " and " + (LOWEST + 2 * COUNT) + ".");
    }

    /// Whether a server could bind the port now. Connections in TIME_WAIT do not count, as servers do not mind them
    /// either.
    static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
