package dev.aquifer.platform.model;

import dev.aquifer.platform.organisation.OperatorOrganisation;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where the files of models are: uploads below the server's data, by organisation; the catalogue where the operator
/// keeps it.
@ApplicationScoped
class ModelFolders {
    private final ModelConfig config;

    ModelFolders(ModelConfig config) {
        this.config = config;
    }

    Path uploads() {
        return config.data().toAbsolutePath().normalize().resolve("models");
    }

    Path uploads(UUID organisation) {
        return uploads().resolve(organisation.toString());
    }

    Path catalogue() {
        return config.catalogue().toAbsolutePath().normalize();
    }

    @Nullable Path file(Model model) {
        String file = model.file();
        if (file == null) {
            return null;
        }
        boolean catalogue = model.organisation().equals(OperatorOrganisation.ID);
        return (catalogue ? catalogue() : uploads(model.organisation())).resolve(file);
    }
}
