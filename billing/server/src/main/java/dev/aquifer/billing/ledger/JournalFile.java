package dev.aquifer.billing.ledger;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// A journal as a file to download, written while it is read.
final class JournalFile {

    @FunctionalInterface
    interface Writing {
        void to(Writer out) throws IOException;
    }

    private JournalFile() {}

    static Response response(String name, Writing writing) {
        StreamingOutput body = bytes -> {
            Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
            writing.to(out);
            out.flush();
        };
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".journal\"")
                .build();
    }
}
