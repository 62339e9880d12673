package dev.aquifer.console.push;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.atmosphere.cpr.AtmosphereConfig;
import org.atmosphere.cpr.AtmosphereRequest;
import org.atmosphere.cpr.AtmosphereResponse;
import org.atmosphere.websocket.DefaultWebSocketProcessor;
import org.atmosphere.websocket.WebSocket;
import org.atmosphere.websocket.WebSocketEventListener.WebSocketEvent;
import org.atmosphere.websocket.WebSocketProcessor;
import org.jboss.logging.Logger;

/// Opens each push connection in a thread of its own. To open one waits for the session's lock, and the WebSocket
/// container calls from the event loop, also where it brings messages to workers: with each loop waiting for a lock,
/// every page of every session stands still (vaadin/quarkus#138). What comes over a connection waits until it is
/// open.
public class PushConnections implements WebSocketProcessor {
    private static final Logger LOG = Logger.getLogger(PushConnections.class);

    private final WebSocketProcessor processor = new DefaultWebSocketProcessor();
    private final Map<WebSocket, CompletableFuture<Void>> opening = new ConcurrentHashMap<>();

    @Override
    public WebSocketProcessor configure(AtmosphereConfig config) {
        processor.configure(config);
        return this;
    }

    @Override
    public boolean handshake(HttpServletRequest request) {
        return processor.handshake(request);
    }

    @Override
    public WebSocketProcessor registerWebSocketHandler(String path, WebSocketHandlerProxy handler) {
        processor.registerWebSocketHandler(path, handler);
        return this;
    }

    @Override
    public void open(WebSocket connection, AtmosphereRequest request, AtmosphereResponse response) {
        var opened = new CompletableFuture<Void>();
        opening.put(connection, opened);
        Thread.ofVirtual().name("push-open").start(() -> {
            try {
                processor.open(connection, request, response);
            } catch (IOException | RuntimeException e) {
                LOG.warnf(e, "a push connection did not open");
                connection.close();
            } finally {
                opening.remove(connection);
                opened.complete(null);
            }
        });
    }

    private void awaitOpen(WebSocket connection) {
        var opened = opening.get(connection);
        if (opened != null) {
            opened.join();
        }
    }

    @Override
    public void invokeWebSocketProtocol(WebSocket connection, String message) {
        awaitOpen(connection);
        processor.invokeWebSocketProtocol(connection, message);
    }

    @Override
    public void invokeWebSocketProtocol(WebSocket connection, byte[] data, int offset, int length) {
        awaitOpen(connection);
        processor.invokeWebSocketProtocol(connection, data, offset, length);
    }

    @Override
    public void invokeWebSocketProtocol(WebSocket connection, InputStream stream) {
        awaitOpen(connection);
        processor.invokeWebSocketProtocol(connection, stream);
    }

    @Override
    public void invokeWebSocketProtocol(WebSocket connection, Reader reader) throws IOException {
        awaitOpen(connection);
        processor.invokeWebSocketProtocol(connection, reader);
    }

    @Override
    public void close(WebSocket connection, int code) {
        awaitOpen(connection);
        processor.close(connection, code);
    }

    @Override
    public void notifyListener(WebSocket connection, WebSocketEvent<?> event) {
        processor.notifyListener(connection, event);
    }

    @Override
    public void destroy() {
        processor.destroy();
    }
}
