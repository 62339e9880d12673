package dev.aquifer.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.idempotency.Answers.Answer;
import dev.aquifer.platform.idempotency.Answers.Command;
import dev.aquifer.platform.problem.Problems;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// See [Idempotent]. Stands within the transaction of the method (`PLATFORM_BEFORE + 200`).
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 400)
class IdempotentInterceptor {
    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final Answers answers;
    private final Caller caller;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper json;

    IdempotentInterceptor(Answers answers, Caller caller, HttpHeaders headers, UriInfo uri, ObjectMapper json) {
        this.answers = answers;
        this.caller = caller;
        this.headers = headers;
        this.uri = uri;
        this.json = json;
    }

    @AroundInvoke
    @Nullable Object once(InvocationContext invocation) throws Exception {
        String key = headers.getHeaderString(HEADER);
        if (key == null) {
            return invocation.proceed();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.validation(HEADER, "must have 1 to " + LONGEST_KEY + " characters");
        }
        var command = new Command(caller.organisation(), caller.person(), uri.getPath(), key);
        if (!answers.lock(command)) {
            throw Problems.of(
                    409,
                    "idempotency-in-flight",
                    "Still running",
                    "A request with this Idempotency-Key is being worked on. Ask again in a moment.");
        }
        String request = hash(invocation.getParameters());
        Answer first = answers.find(command).orElse(null);
        if (first == null) {
            Object result = invocation.proceed();
            answers.save(command, new Answer(request, json.writeValueAsString(result)));
            return result;
        }
        if (!first.request().equals(request)) {
            throw Problems.of(
                    422,
                    "idempotency-key-reused",
                    "Key used for another request",
                    "This Idempotency-Key was used for another request. Take a new key for a new request.");
        }
        return json.readValue(
                first.body(), json.constructType(invocation.getMethod().getGenericReturnType()));
    }

    private String hash(@Nullable Object[] parameters) throws JsonProcessingException, NoSuchAlgorithmException {
        byte[] asked = json.writeValueAsString(parameters).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(asked));
    }
}
