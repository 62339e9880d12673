package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a body in one pass with a pull parser. No tree is built and nothing is written anew: the engine gets the
/// caller's own bytes, without the members that it must not see.
abstract class CallReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final int MOST_IGNORED = 32;

    private final byte[] body;
    private final Buffer engineBody;
    private final List<String> ignored = new ArrayList<>();
    private @Nullable Failure fault;
    private @Nullable String model;
    protected JsonParser in;
    protected long textBytes;

    @SuppressWarnings("NullAway.Init") // `in` is set first thing in read().
    protected CallReader(byte[] body) {
        this.body = body;
        this.engineBody = Buffer.buffer(body.length + 96).appendByte((byte) '{');
    }

    /// What becomes of a member.
    enum Fate {
        PASSED,
        DROPPED,
        UNKNOWN
    }

    /// Reads the value that the parser stands on, to its end.
    protected abstract Fate member(String name) throws IOException;

    /// Checks that need more than one field, and the call as a whole.
    protected abstract Call finish(String model, List<String> ignored, Buffer engineBody);

    /// The member that must be there besides `model`.
    protected abstract String required();

    final Call.Reading read() {
        if (body.length == 0) {
            return new Call.Reading.Unreadable(Failure.invalidJson("The request's body is empty; send a JSON object."));
        }
        // Other encodings than UTF-8 betray themselves by a zero byte or a byte order mark.
        for (int i = 0; i < Math.min(4, body.length); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xfe || body[i] == (byte) 0xff) {
                return new Call.Reading.Unreadable(Failure.invalidJson("The request's body must be JSON in UTF-8."));
            }
        }
        try (JsonParser parser = JSON.createParser(body)) {
            in = parser;
            boolean found = members();
            if (in.nextToken() != null) {
                return new Call.Reading.Unreadable(Failure.invalidJson("There is text behind the JSON object."));
            }
            if (model == null) {
                fail(Failure.missing("model"));
            }
            if (!found) {
                fail(Failure.missing(required()));
            }
            Call call = finish(model == null ? "" : model, ignored, engineBody);
            return new Call.Reading.Read(call, fault);
        } catch (StreamConstraintsException e) {
            return new Call.Reading.Unreadable(
                    Failure.invalidJson("The JSON is nested deeper than 64 levels or has a number or name too long."));
        } catch (JsonProcessingException e) {
            return new Call.Reading.Unreadable(Failure.invalidJson("The request's body is not valid JSON (byte "
                    + Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset()) + "): "
                    + firstLine(e.getOriginalMessage())));
        } catch (IOException e) {
            return new Call.Reading.Unreadable(Failure.invalidJson("The request's body must be JSON in UTF-8."));
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    private boolean members() throws IOException {
        boolean found = false;
        if (in.nextToken() != JsonToken.START_OBJECT) {
            fail(Failure.invalidValue(null, "The request's body must be a JSON object."));
            in.skipChildren();
            return true;
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            int from = (int) in.currentTokenLocation().getByteOffset();
            JsonToken value = in.nextToken();
            Fate fate;
            if (value == JsonToken.VALUE_NULL) {
                fate = Fate.DROPPED;
            } else if (name.equals("model")) {
                model = text("model");
                fate = Fate.PASSED;
            } else {
                found |= name.equals(required());
                fate = member(name);
            }
            skip();
            switch (fate) {
                case PASSED -> pass(from, (int) in.currentLocation().getByteOffset());
                case UNKNOWN -> ignore(name);
                case DROPPED -> {}
            }
        }
        return found;
    }

    private void pass(int from, int to) {
        separate();
        engineBody.appendBytes(body, from, to - from);
    }

    private void separate() {
        if (engineBody.length() > 1) {
            engineBody.appendByte((byte) ',');
        }
    }

    /// Adds a member of our own to what the engine gets, and ends the object.
    protected final void close(String member) {
        if (!member.isEmpty()) {
            separate();
            engineBody.appendString(member);
        }
        engineBody.appendByte((byte) '}');
    }

    private void ignore(String name) {
        if (ignored.size() >= MOST_IGNORED) {
            return;
        }
        // The name goes into a header: anything but plain characters is left out of it.
        var plain = new StringBuilder(Math.min(name.length(), 64));
        for (int i = 0; i < name.length() && plain.length() < 64; i++) {
            char c = name.charAt(i);
            plain.append(c > ' ' && c < 127 && c != ',' ? c : '?');
        }
        ignored.add(plain.toString());
    }

    /// The first fault is the one that is told.
    protected final void fail(Failure failure) {
        if (fault == null) {
            fault = failure;
        }
    }

    protected final void wrong(String path, String expected) {
        fail(Failure.invalidValue(path, "Invalid value for '" + path + "': expected " + expected + "."));
    }

    /// Moves to the end of the value that the parser stands on.
    protected final void skip() throws IOException {
        JsonToken token = in.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            in.finishToken();
        } else if (token != null && token.isStructStart()) {
            in.skipChildren();
        }
    }

    protected final boolean at(JsonToken token) {
        return in.currentToken() == token;
    }

    protected final @Nullable String text(String path) throws IOException {
        if (!at(JsonToken.VALUE_STRING)) {
            wrong(path, "a string");
            skip();
            return null;
        }
        return in.getText();
    }

    /// Counts the bytes of a text that the model reads.
    protected final boolean countedText(String path) throws IOException {
        String text = text(path);
        if (text == null) {
            return false;
        }
        textBytes += text.getBytes(StandardCharsets.UTF_8).length;
        return true;
    }

    protected final boolean flag(String path) throws IOException {
        if (!at(JsonToken.VALUE_TRUE) && !at(JsonToken.VALUE_FALSE)) {
            wrong(path, "true or false");
            skip();
            return false;
        }
        return at(JsonToken.VALUE_TRUE);
    }

    /// A whole number in the range; `least` after a fault.
    protected final long whole(String path, long least, long most) throws IOException {
        if (at(JsonToken.VALUE_NUMBER_INT) && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = in.getLongValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        String range = most >= Integer.MAX_VALUE
                ? (least > Integer.MIN_VALUE ? " of at least " + least : "")
                : " from " + least + " to " + most;
        wrong(path, "a whole number" + range);
        skip();
        return least;
    }

    protected final void number(String path, double least, double most) throws IOException {
        if (at(JsonToken.VALUE_NUMBER_INT) || at(JsonToken.VALUE_NUMBER_FLOAT)) {
            double value = in.getDoubleValue();
            if (value >= least && value <= most) {
                return;
            }
        }
        wrong(path, "a number from " + least + " to " + most);
        skip();
    }

    protected final boolean structure(JsonToken start, String path) throws IOException {
        if (at(start)) {
            return true;
        }
        wrong(path, start == JsonToken.START_ARRAY ? "a list" : "an object");
        skip();
        return false;
    }

    protected final int bodyBytes() {
        return body.length;
    }
}
