package dev.aquifer.billing.notice;

import java.util.UUID;

/// What is sent to one receiver: everything that is needed, so that no transaction is open while it is sent.
sealed interface Letter {

    /// The id by which a receiver can drop what comes twice.
    UUID delivery();

    record Mail(UUID delivery, String address, String subject, String text) implements Letter {}

    record Post(UUID delivery, String url, String secret, String kind, String body) implements Letter {
        @Override
        public String toString() {
            return "Post[delivery=" + delivery + ", url=" + url + "]";
        }
    }
}
