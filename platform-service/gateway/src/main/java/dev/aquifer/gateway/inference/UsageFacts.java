package dev.aquifer.gateway.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aquifer.platform.api.CloudEvent;
import dev.aquifer.platform.api.usage.UsageRecorded;
import java.time.Instant;
import java.util.UUID;

/// Writes usage as the bytes that the journal keeps and Kafka gets.
final class UsageFacts {
    private static final String SOURCE = "/platform/gateway";

    private final ObjectWriter json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build()
            .writer();

    byte[] bytes(UUID id, Instant at, UsageRecorded usage) {
        var event = CloudEvent.of(
                id, SOURCE, UsageRecorded.TYPE, usage.organisation().toString(), at, usage);
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a usage event cannot be written", e);
        }
    }
}
