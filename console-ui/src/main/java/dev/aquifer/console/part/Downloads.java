package dev.aquifer.console.part;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.server.streams.InputStreamDownloadHandler;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Calls.Answer;
import java.io.ByteArrayInputStream;
import java.util.function.Supplier;

/// Files that a server gives, read on behalf of the person who opens them.
public final class Downloads {
    private Downloads() {}

    /// @param name of the file, @param mediaType e.g. `application/zip`
    public record File(String name, String mediaType) {}

    public static InputStreamDownloadHandler of(Calls calls, File file, Supplier<byte[]> bytes) {
        return DownloadHandler.fromInputStream(event -> {
            Answer<byte[]> answer = calls.makeHere(VaadinSession.getCurrent(), bytes);
            return switch (answer) {
                case Answer.Value<byte[]>(var content) ->
                    new DownloadResponse(
                            new ByteArrayInputStream(content), file.name(), file.mediaType(), content.length);
                case Answer.Refusal<byte[]>(var problem) ->
                    DownloadResponse.error(problem.status() == 0 ? 503 : problem.status());
            };
        });
    }

    /// A link that looks like a button and saves the file.
    public static Anchor button(Calls calls, String text, File file, Supplier<byte[]> bytes) {
        var link = new Anchor(of(calls, file, bytes), text);
        link.addClassName("aq-button");
        link.getElement().setAttribute("download", file.name());
        return link;
    }
}
