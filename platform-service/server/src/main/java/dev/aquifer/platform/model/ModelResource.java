package dev.aquifer.platform.model;

import dev.aquifer.platform.api.key.KeyScope;
import dev.aquifer.platform.api.model.ModelApi;
import dev.aquifer.platform.api.model.ModelFit;
import dev.aquifer.platform.api.model.ModelView;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.OpenToKeys;
import dev.aquifer.platform.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;

@Authenticated
@OpenToKeys(KeyScope.MANAGE)
@RunOnVirtualThread
class ModelResource implements ModelApi {
    private final Caller caller;
    private final ModelShelf shelf;
    private final Uploads uploads;
    private final HttpHeaders headers;

    ModelResource(Caller caller, ModelShelf shelf, Uploads uploads, HttpHeaders headers) {
        this.caller = caller;
        this.shelf = shelf;
        this.uploads = uploads;
        this.headers = headers;
    }

    @Override
    public List<ModelView> list() {
        caller.organisation();
        return shelf.list();
    }

    @Override
    public ModelView get(UUID model) {
        caller.organisation();
        return shelf.get(model);
    }

    @Override
    public ModelFit fit(UUID model) {
        caller.organisation();
        return shelf.fit(model);
    }

    @Override
    public ModelView upload(String name, InputStream file) {
        caller.require(Role.DEVELOPER);
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw Problems.validation("name", "must be without control characters");
        }
        try {
            return uploads.take(name.strip(), file, announcedLength());
        } catch (IOException e) {
            throw new UncheckedIOException("the upload broke off", e);
        }
    }

    @Override
    public void delete(UUID model) {
        caller.require(Role.DEVELOPER);
        shelf.delete(model);
    }

    private long announcedLength() {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? -1 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
