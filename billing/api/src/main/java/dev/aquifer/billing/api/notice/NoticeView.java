package dev.aquifer.billing.api.notice;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// @param text in the language asked for (`Accept-Language`: zh or else en), @param parameters exact figures
/// @param read by the person who asks
public record NoticeView(
        UUID id, NoticeKind kind, Instant at, String text, Map<String, String> parameters, boolean read) {
    public NoticeView {
        parameters = Map.copyOf(parameters);
    }
}
