package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;

/// Reads the body of `POST /v1/embeddings`.
final class EmbeddingsReader extends CallReader {
    private static final int MOST_INPUTS = 2048;

    private boolean base64;

    EmbeddingsReader(byte[] body) {
        super(body);
    }

    @Override
    protected String required() {
        return "input";
    }

    @Override
    protected Fate member(String name) throws IOException {
        switch (name) {
            case "input" -> input();
            case "encoding_format" -> {
                String format = text(name);
                base64 = "base64".equals(format);
                if (format != null && !base64 && !format.equals("float")) {
                    wrong(name, "'float' or 'base64'");
                }
            }
            case "dimensions" -> whole(name, 1, 65_536);
            case "user" -> {
                text(name);
                return Fate.DROPPED;
            }
            default -> {
                return Fate.UNKNOWN;
            }
        }
        return Fate.PASSED;
    }

    private void input() throws IOException {
        if (at(JsonToken.VALUE_STRING)) {
            one("input");
            return;
        }
        if (!at(JsonToken.START_ARRAY)) {
            wrong("input", "a string or a list of strings or token ids");
            skip();
            return;
        }
        int index = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            one("input[" + index++ + "]");
        }
        if (index == 0 || index > MOST_INPUTS) {
            wrong("input", "1 to " + MOST_INPUTS + " texts; there are " + index);
        }
    }

    private void one(String path) throws IOException {
        switch (in.currentToken()) {
            case VALUE_STRING -> {
                if (in.getTextLength() == 0) {
                    wrong(path, "a text that is not empty");
                }
                countedText(path);
            }
            case VALUE_NUMBER_INT -> whole(path, 0, Integer.MAX_VALUE);
            case START_ARRAY -> {
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    whole(path, 0, Integer.MAX_VALUE);
                }
            }
            case null, default -> {
                wrong(path, "a string");
                skip();
            }
        }
    }

    @Override
    protected Call finish(String model, List<String> ignored, Buffer engineBody) {
        close("");
        return new Call(model, false, false, 1, 0, textBytes, bodyBytes(), base64, ignored, engineBody);
    }
}
