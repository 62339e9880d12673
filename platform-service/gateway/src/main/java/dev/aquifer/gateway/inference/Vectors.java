package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/// Turns vectors that an engine gave as numbers into what the caller asked for: base64 of little-endian float32.
final class Vectors {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] MEMBER = "\"embedding\"".getBytes(StandardCharsets.US_ASCII);

    private Vectors() {}

    /// The same answer with every list of numbers encoded; the same bytes if there is none, or if it cannot be
    /// read.
    static byte[] inBase64(byte[] answer) {
        if (!hasNumbers(answer)) {
            return answer;
        }
        var out = new ByteArrayOutputStream(answer.length / 2);
        try (JsonParser in = JSON.createParser(answer);
                JsonGenerator to = JSON.createGenerator(out)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.START_ARRAY && "embedding".equals(in.currentName())) {
                    to.writeString(encoded(in));
                } else {
                    to.copyCurrentEvent(in);
                }
            }
        } catch (IOException e) {
            return answer;
        }
        return out.toByteArray();
    }

    private static boolean hasNumbers(byte[] answer) {
        for (int i = 0; i + MEMBER.length < answer.length; i++) {
            if (answer[i] == '"' && Arrays.equals(answer, i, i + MEMBER.length, MEMBER, 0, MEMBER.length)) {
                int at = i + MEMBER.length;
                while (at < answer.length && (answer[at] == ' ' || answer[at] == ':')) {
                    at++;
                }
                // The value `"embedding"` of the member `object` is followed by a comma or a brace.
                if (at < answer.length && answer[at] == '[') {
                    return true;
                }
            }
        }
        return false;
    }

    private static String encoded(JsonParser in) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (bytes.remaining() < 4) {
                bytes = ByteBuffer.allocate(bytes.capacity() * 2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(bytes.flip());
            }
            bytes.putFloat(in.getFloatValue());
        }
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
