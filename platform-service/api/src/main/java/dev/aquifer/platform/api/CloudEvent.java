package dev.aquifer.platform.api;

import java.time.Instant;
import java.util.UUID;

/// The envelope of every fact on Kafka: CloudEvents 1.0, structured mode, JSON.
///
/// @param id UUIDv7, made once where the fact arises and kept over every resend; consumers store each id once
/// @param source who states it, e.g. `/platform/server`, `/platform/gateway/1`
/// @param type the fact's name and version, e.g. `dev.aquifer.usage.recorded.v1`
/// @param subject the organisation that the fact is about (a UUID in text form)
/// @param time when it happened, not when it was sent
public record CloudEvent<T>(
        String specversion,
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        String datacontenttype,
        T data) {
    public static <T> CloudEvent<T> of(UUID id, String source, String type, String subject, Instant time, T data) {
        return new CloudEvent<>("1.0", id, source, type, subject, time, "application/json", data);
    }
}
