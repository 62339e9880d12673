package dev.aquifer.billing.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How notices leave the house.
@ConfigMapping(prefix = "aquifer.notice")
public interface NoticeSettings {

    /// Whether mails are sent at all; the mail server itself is set by `quarkus.mailer.*`.
    @WithDefault("false")
    boolean mail();

    /// Where people open the console: links in mails begin with it.
    @WithDefault("http://127.0.0.1:8080")
    String console();

    /// Whether webhooks may go to loopback and private addresses. Only for trials and tests: otherwise a tenant could
    /// reach what stands beside this server.
    @WithDefault("false")
    boolean privateAddresses();

    /// How often a notice is tried before it is given up.
    @WithDefault("8")
    @Min(1) @Max(30) int attempts();

    /// Wait before the second attempt; it doubles with each, give or take a quarter by chance.
    @WithDefault("30S")
    Duration firstWait();

    /// The longest wait between two attempts.
    @WithDefault("2H")
    Duration longestWait();

    /// How long a receiver may take for one attempt.
    @WithDefault("10S")
    Duration patience();
}
