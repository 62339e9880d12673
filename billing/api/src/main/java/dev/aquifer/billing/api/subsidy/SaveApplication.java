package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The application's form. A draft may be saved as often as one likes; `submit` checks that it is complete.
///
/// @param company registered name, @param purpose what the compute is for
/// @param creditCode unified social credit code (统一社会信用代码), 18 characters; null: not said
/// @param modelFiling filing or registration number of the model; null: none
public record SaveApplication(
        @NotNull UUID programme,

        @NotBlank @Size(max = 200) @Schema(examples = "上海燕鸥模型科技有限公司")
        String company,

        @NotBlank @Size(max = 2000) @Schema(examples = "Training and serving our own language model")
        String purpose,

        @NotBlank @Size(max = 200) String contact,

        @Nullable @Pattern(
                regexp = "[0-9A-HJ-NPQRTUWXY]{18}",
                message = "must be the 18 characters of a unified social credit code")
        @Schema(examples = "91310000MA1FL4LX3A")
        String creditCode,

        @Nullable @Size(max = 100) String modelFiling) {

    public SaveApplication(UUID programme, String company, String purpose, String contact) {
        this(programme, company, purpose, contact, null, null);
    }
}
