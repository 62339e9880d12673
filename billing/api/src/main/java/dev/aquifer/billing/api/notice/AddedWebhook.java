package dev.aquifer.billing.api.notice;

/// @param secret signs what is sent; shown this once
public record AddedWebhook(WebhookView webhook, String secret) {
    @Override
    public String toString() {
        return "AddedWebhook[webhook=" + webhook + "]";
    }
}
