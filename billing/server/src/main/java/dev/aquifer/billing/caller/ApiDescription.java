package dev.aquifer.billing.caller;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Adds to the OpenAPI document what holds for all calls: the person's token or the API key, and the header that
/// names the organisation.
@OpenApiFilter
public class ApiDescription implements OASFilter {

    private static final Set<String> WITHOUT_ORGANISATION = Set.of("/api/prices", "/api/programmes");
    private static final String KEY = "Idempotency-Key";
    private static final String TOKEN = "token";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "The access token of a signed-in person, a JWT; or an API key with the scope"
                                                + " that the call takes: billing:read, which only reads"));
        api.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
        api.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> operation.getParameters() != null)
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter -> KEY.equals(parameter.getName()))
                .forEach(ApiDescription::describeKey);
        for (Map.Entry<String, PathItem> path : api.getPaths().getPathItems().entrySet()) {
            if (ofOrganisation(path.getKey())) {
                path.getValue().getOperations().values().forEach(operation -> operation.addParameter(header()));
            }
        }
    }

    private static boolean ofOrganisation(String path) {
        return !WITHOUT_ORGANISATION.contains(path)
                && !path.startsWith("/api/operator/")
                && !path.startsWith("/api/assessments");
    }

    private static void describeKey(Parameter parameter) {
        parameter
                .description("Of your choice, 1 to 200 characters: the same request under the same key gets the first"
                        + " answer again and does nothing, for two days; another request under it 422")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING).maxLength(200));
    }

    private static Parameter header() {
        return OASFactory.createParameter()
                .name(Caller.HEADER)
                .in(Parameter.In.HEADER)
                .description(
                        "The organisation that the call acts in; one's own are at GET /api/organisations of the platform. Needed"
                                + " with a person's token; an API key has its own")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING).format("uuid"));
    }
}
