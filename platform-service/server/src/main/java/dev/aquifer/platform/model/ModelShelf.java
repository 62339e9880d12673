package dev.aquifer.platform.model;

import dev.aquifer.platform.api.model.ChipFit;
import dev.aquifer.platform.api.model.MemoryPart;
import dev.aquifer.platform.api.model.ModelFit;
import dev.aquifer.platform.api.model.ModelView;
import dev.aquifer.platform.api.pool.PoolView;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.organisation.OperatorOrganisation;
import dev.aquifer.platform.pool.Pools;
import dev.aquifer.platform.problem.Problems;
import dev.aquifer.platform.storage.StorageMeter;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// The models that an organisation may use: the operator's catalogue and its own. What belongs to others is absent
/// here.
@ApplicationScoped
public class ModelShelf {
    private final Models models;
    private final ModelFolders folders;
    private final ModelConfig config;
    private final ModelFitting fitting;
    private final Pools pools;
    private final Tenancy tenancy;
    private final Audit audit;
    private final StorageMeter storage;
    /// Models of the catalogue, detached: they change only while the server starts, and a look-up in the middle of an
    /// organisation's transaction would need a second connection. Read and filled by all threads.
    private final Map<UUID, Model> catalogue = new ConcurrentHashMap<>();

    ModelShelf(
            Models models,
            ModelFolders folders,
            ModelConfig config,
            ModelFitting fitting,
            Pools pools,
            Tenancy tenancy,
            Audit audit,
            StorageMeter storage) {
        this.models = models;
        this.folders = folders;
        this.config = config;
        this.fitting = fitting;
        this.pools = pools;
        this.tenancy = tenancy;
        this.audit = audit;
        this.storage = storage;
    }

    /// The model, if the acting organisation may use it.
    public Optional<ServableModel> servable(UUID model) {
        return visible(model).map(this::servable);
    }

    /// Whether it runs on the pool and with which engine.
    public Optional<ChipFit> fit(UUID model, PoolView pool) {
        return visible(model).map(found -> fitting.fit(found, memory(found), pool));
    }

    @Transactional
    List<ModelView> list() {
        UUID organisation = tenancy.organisation();
        List<ModelView> all = new ArrayList<>(tenancy.asOrganisation(
                OperatorOrganisation.ID,
                () -> models.of(OperatorOrganisation.ID).stream()
                        .map(model -> model.view(false))
                        .toList()));
        if (!organisation.equals(OperatorOrganisation.ID)) {
            models.of(organisation).forEach(model -> all.add(model.view(true)));
        }
        return all;
    }

    ModelView get(UUID model) {
        return visible(model).map(this::view).orElseThrow(() -> Problems.notFound("model"));
    }

    ModelFit fit(UUID model) {
        Model found = visible(model).orElseThrow(() -> Problems.notFound("model"));
        List<MemoryPart> memory = memory(found);
        return new ModelFit(
                view(found),
                memory,
                MemoryEstimate.sum(memory),
                pools.list().stream()
                        .map(pool -> fitting.fit(found, memory, pool))
                        .toList());
    }

    /// Deletes an own model. The file goes after the commit: a row without its file would be worse than the reverse.
    void delete(UUID model) {
        Path file;
        try {
            file = QuarkusTransaction.requiringNew().call(() -> deleteRow(model));
        } catch (RuntimeException refused) {
            if (causedByConstraint(refused)) {
                throw Problems.conflict("A deployment uses the model. Delete the deployment first.");
            }
            throw refused;
        }
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                Log.warnf(e, "file of a deleted model remains model=%s", model);
            }
        }
    }

    private @Nullable Path deleteRow(UUID id) {
        UUID organisation = tenancy.organisation();
        Model model = organisation.equals(OperatorOrganisation.ID)
                ? null
                : models.find(organisation, id).orElse(null);
        if (model == null) {
            throw Problems.notFound("model");
        }
        storage.end(organisation, id);
        models.delete(model);
        models.flush();
        audit.note("model.deleted", id.toString(), model.name());
        return folders.file(model);
    }

    private Optional<Model> visible(UUID model) {
        UUID organisation = tenancy.organisation();
        Optional<Model> own = QuarkusTransaction.joiningExisting().call(() -> models.find(organisation, model));
        return own.isPresent() ? own : ofCatalogue(model);
    }

    private Optional<Model> ofCatalogue(UUID id) {
        Model known = catalogue.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Model> found =
                tenancy.asOrganisation(OperatorOrganisation.ID, () -> models.find(OperatorOrganisation.ID, id));
        found.ifPresent(model -> catalogue.put(id, model));
        return found;
    }

    private ServableModel servable(Model model) {
        return new ServableModel(
                model.id(),
                model.organisation(),
                model.slug(),
                model.name(),
                model.kind(),
                model.demonstration(),
                model.contextLength(config.longestContext()),
                parallel(model),
                folders.file(model));
    }

    private List<MemoryPart> memory(Model model) {
        return model.memory(model.contextLength(config.longestContext()), parallel(model));
    }

    private int parallel(Model model) {
        return model.organisation().equals(OperatorOrganisation.ID) ? config.parallel() : config.uploadParallel();
    }

    private ModelView view(Model model) {
        return model.view(!model.organisation().equals(OperatorOrganisation.ID));
    }

    private static boolean causedByConstraint(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConstraintViolationException) {
                return true;
            }
        }
        return false;
    }
}
