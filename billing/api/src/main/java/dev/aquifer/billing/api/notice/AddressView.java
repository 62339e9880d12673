package dev.aquifer.billing.api.notice;

import java.time.Instant;
import java.util.UUID;

/// @param sending false where the operator has set up no mail server: then nothing is sent
public record AddressView(UUID id, String address, String language, boolean sending, String addedBy, Instant addedAt) {}
