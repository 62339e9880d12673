package dev.aquifer.billing.api.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// @param sending false where the operator has set up no mail server: then nothing is sent
/// @param confirmedAt when somebody followed the link that was mailed to it; before that it gets nothing else
public record AddressView(
        UUID id,
        String address,
        String language,
        boolean sending,
        String addedBy,
        Instant addedAt,
        @Nullable Instant confirmedAt) {}
