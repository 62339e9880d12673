package dev.aquifer.billing.api.price;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What one chip-hour of each of these chip types would cost the organisation now.
public record EstimateRequest(
        @NotEmpty @Size(max = 100) @Schema(examples = "[\"huawei-ascend-910b4\"]")
        List<String> chipTypes) {
    public EstimateRequest {
        chipTypes = List.copyOf(chipTypes);
    }
}
