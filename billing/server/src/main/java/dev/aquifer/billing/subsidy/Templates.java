package dev.aquifer.billing.subsidy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aquifer.billing.api.subsidy.Grade;
import dev.aquifer.billing.api.subsidy.ProgrammeTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The real schemes that ship with the platform. They are data to begin a draft from; nothing accrues from them.
@ApplicationScoped
class Templates {
    private static final String RESOURCE = "/subsidy/programme-templates.json";

    private final List<ProgrammeTemplate> all;

    Templates(ObjectMapper json) {
        try (var in = Objects.requireNonNull(Templates.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            all = List.copyOf(json.readValue(in, new TypeReference<List<ProgrammeTemplate>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ProgrammeTemplate> all() {
        return all;
    }

    Optional<Grade> grade(String key) {
        return all.stream()
                .filter(template -> template.key().equals(key))
                .map(ProgrammeTemplate::grade)
                .findFirst();
    }
}
