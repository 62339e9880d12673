package dev.aquifer.platform.model;

import static dev.aquifer.platform.People.in;

import dev.aquifer.platform.api.model.ModelView;
import java.util.UUID;

/// Uploads for the tests of other features.
public final class TestModels {
    private TestModels() {}

    /// A file whose header is right, but which has one tensor where the engine needs many.
    public static ModelView uploadOneThatTheEngineRefuses(UUID organisation, String person) {
        return in(organisation, person)
                .contentType("application/octet-stream")
                .queryParam("name", "hopeless")
                .body(GgufBuilder.right().bytes())
                .post("/api/models")
                .then()
                .statusCode(200)
                .extract()
                .as(ModelView.class);
    }
}
