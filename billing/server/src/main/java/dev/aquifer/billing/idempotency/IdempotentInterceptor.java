package dev.aquifer.billing.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.idempotency.Answers.Answer;
import dev.aquifer.billing.problem.Problems;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [Idempotent]. Stands within [ForOrganisation], whose transaction and check of the membership it joins.
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 400)
class IdempotentInterceptor {

    static final String HEADER = "Idempotency-Key";
    private static final UUID HOUSE = new UUID(0, 0);
    private static final int LONGEST_KEY = 200;
    private static final int OK = 200;

    private final Answers answers;
    private final Caller caller;
    private final Tenancy tenancy;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final ObjectMapper json;
    private final InstantSource clock;

    IdempotentInterceptor(
            Answers answers,
            Caller caller,
            Tenancy tenancy,
            HttpHeaders headers,
            UriInfo uri,
            ObjectMapper json,
            InstantSource clock) {
        this.answers = answers;
        this.caller = caller;
        this.tenancy = tenancy;
        this.headers = headers;
        this.uri = uri;
        this.json = json;
        this.clock = clock;
    }

    @AroundInvoke
    @Nullable Object once(InvocationContext invocation) throws Exception {
        String key = headers.getHeaderString(HEADER);
        if (key == null) {
            return invocation.proceed();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problems.invalid(HEADER, HEADER + " must have 1 to " + LONGEST_KEY + " characters");
        }
        UUID organisation = ofOrganisation(invocation) ? caller.organisation() : HOUSE;
        Command command = new Command(organisation, caller.person(), uri.getPath(), key);
        return tenancy.<@Nullable Object>asOrganisation(organisation, () -> within(invocation, command));
    }

    private @Nullable Object within(InvocationContext invocation, Command command) {
        if (!answers.lock(command)) {
            throw Problems.of(
                    409,
                    "idempotency-in-flight",
                    "Still running",
                    "A request with this Idempotency-Key is being worked on. Ask again in a moment.");
        }
        String request = hash(invocation.getParameters());
        Answer first = answers.find(command).orElse(null);
        if (first != null) {
            if (!first.request().equals(request)) {
                throw Problems.of(
                        422,
                        "idempotency-key-reused",
                        "Key used for another request",
                        "This Idempotency-Key was used for another request. Take a new key for a new request.");
            }
            return answer(first, invocation);
        }
        Object result = proceed(invocation);
        answers.save(command, new Answer(request, OK, written(result)), clock.instant());
        return result;
    }

    private @Nullable Object answer(Answer first, InvocationContext invocation) {
        if (first.body() == null) {
            return null;
        }
        try {
            return json.readValue(
                    first.body(), json.constructType(invocation.getMethod().getGenericReturnType()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }

    private @Nullable String written(@Nullable Object result) {
        try {
            return result == null ? null : json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be kept", e);
        }
    }

    private String hash(@Nullable Object[] parameters) {
        try {
            byte[] asked = json.writeValueAsString(parameters).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(asked));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a request cannot be told apart", e);
        }
    }

    private static @Nullable Object proceed(InvocationContext invocation) {
        try {
            return invocation.proceed();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean ofOrganisation(InvocationContext invocation) {
        return invocation.getMethod().isAnnotationPresent(ForOrganisation.class)
                || invocation.getMethod().getDeclaringClass().isAnnotationPresent(ForOrganisation.class);
    }
}
