package dev.aquifer.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// TCP ports of this machine.
final class Ports {
    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /// A port that nobody listens on at this moment.
    static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw Processes.io(e);
        }
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
