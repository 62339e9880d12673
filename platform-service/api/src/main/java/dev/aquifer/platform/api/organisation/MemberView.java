package dev.aquifer.platform.api.organisation;

import java.time.Instant;

/// @param person the subject of the person's token
public record MemberView(String person, String name, String email, Role role, Instant since) {}
