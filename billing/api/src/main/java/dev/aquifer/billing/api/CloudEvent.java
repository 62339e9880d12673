package dev.aquifer.billing.api;

import java.time.Instant;
import java.util.UUID;

/// The envelope of the facts that billing states: CloudEvents 1.0, structured mode, JSON.
///
/// @param id UUIDv7, kept over every resend
/// @param subject the organisation that the fact is about, or `prices`
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
