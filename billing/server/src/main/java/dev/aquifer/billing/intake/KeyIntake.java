package dev.aquifer.billing.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.caller.Keys;
import dev.aquifer.platform.api.key.KeyChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Keeps billing's copy of the API keys up to date.
@ApplicationScoped
class KeyIntake implements TopicReader.Handler {

    static final String CONSUMER = "keys";

    private final ObjectMapper json;
    private final Keys keys;
    private final Quarantine quarantine;

    KeyIntake(ObjectMapper json, Keys keys, Quarantine quarantine) {
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.keys = keys;
        this.quarantine = quarantine;
    }

    @Override
    public void take(List<ConsumerRecord<String, String>> batch) {
        for (ConsumerRecord<String, String> entry : batch) {
            try {
                if (entry.value() == null) {
                    keys.gone(id(entry));
                } else {
                    keys.save(read(entry));
                }
            } catch (Unreadable e) {
                quarantine.add(entry, e);
            }
        }
    }

    @Override
    public void putAside(ConsumerRecord<String, String> entry, RuntimeException reason) {
        quarantine.add(entry, FactIntake.refused(reason));
    }

    private static UUID id(ConsumerRecord<String, String> entry) throws Unreadable {
        try {
            return UUID.fromString(String.valueOf(entry.key()));
        } catch (IllegalArgumentException _) {
            throw new Unreadable(QuarantineReason.WRONG_VALUE, null, "the key is not a UUID: " + entry.key());
        }
    }

    private KeyChanged read(ConsumerRecord<String, String> entry) throws Unreadable {
        try {
            JsonNode event = json.readTree(entry.value());
            if (!KeyChanged.TYPE.equals(event.path("type").asText())) {
                throw new Unreadable(
                        QuarantineReason.UNKNOWN_METER,
                        "type",
                        "unknown type: " + event.path("type").asText());
            }
            KeyChanged changed = json.treeToValue(event.path("data"), KeyChanged.class);
            if (changed == null
                    || changed.key() == null
                    || changed.organisation() == null
                    || changed.sha256() == null
                    || changed.expiresAt() == null) {
                throw new Unreadable(
                        QuarantineReason.MISSING, "data", "key, organisation, sha256 or expiresAt is missing");
            }
            if (!changed.organisation().toString().equals(event.path("subject").asText())) {
                throw new Unreadable(
                        QuarantineReason.WRONG_VALUE,
                        "data.organisation",
                        "the key's organisation is not the one that the event is about");
            }
            return changed;
        } catch (JsonProcessingException e) {
            throw new Unreadable(QuarantineReason.NOT_JSON, null, "not a key: " + e.getOriginalMessage());
        }
    }
}
