package dev.aquifer.billing.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.quarantine.QuarantineReason;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.OrganisationChanged.Member;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Keeps billing's copy of organisations and members up to date.
@ApplicationScoped
class MembershipIntake implements TopicReader.Handler {

    static final String CONSUMER = "organisations";

    private final ObjectMapper json;
    private final Organisations organisations;
    private final Quarantine quarantine;

    MembershipIntake(ObjectMapper json, Organisations organisations, Quarantine quarantine) {
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.organisations = organisations;
        this.quarantine = quarantine;
    }

    @Override
    public void take(List<ConsumerRecord<String, String>> batch) {
        for (ConsumerRecord<String, String> entry : batch) {
            if (entry.value() == null) {
                gone(entry);
                continue;
            }
            try {
                organisations.save(read(entry));
            } catch (Unreadable e) {
                quarantine.add(entry, e);
            }
        }
    }

    @Override
    public void putAside(ConsumerRecord<String, String> entry, RuntimeException reason) {
        quarantine.add(entry, FactIntake.refused(reason));
    }

    /// An organisation that is gone keeps its bills; what is told of it last stays.
    private void gone(ConsumerRecord<String, String> entry) {
        try {
            organisations.gone(UUID.fromString(String.valueOf(entry.key())), Instant.ofEpochMilli(entry.timestamp()));
        } catch (IllegalArgumentException _) {
            quarantine.add(
                    entry, new Unreadable(QuarantineReason.WRONG_VALUE, null, "the key is not a UUID: " + entry.key()));
        }
    }

    private OrganisationChanged read(ConsumerRecord<String, String> entry) throws Unreadable {
        try {
            JsonNode event = json.readTree(entry.value());
            if (!OrganisationChanged.TYPE.equals(event.path("type").asText())) {
                throw new Unreadable(
                        QuarantineReason.UNKNOWN_METER,
                        "type",
                        "unknown type: " + event.path("type").asText());
            }
            OrganisationChanged changed = json.treeToValue(event.path("data"), OrganisationChanged.class);
            if (changed == null || changed.organisation() == null || changed.name() == null || changed.slug() == null) {
                throw new Unreadable(QuarantineReason.MISSING, "data", "organisation, name or slug is missing");
            }
            for (Member member : changed.members()) {
                if (member.person() == null || member.role() == null) {
                    throw new Unreadable(QuarantineReason.MISSING, "data.members", "a member without person or role");
                }
            }
            return changed;
        } catch (JsonProcessingException e) {
            throw new Unreadable(QuarantineReason.NOT_JSON, null, "not an organisation: " + e.getOriginalMessage());
        }
    }
}
