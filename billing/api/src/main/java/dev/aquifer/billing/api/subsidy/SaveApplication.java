package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The application's form. A draft may be saved as often as one likes; `submit` checks that it is complete.
///
/// @param company registered name, @param purpose what the compute is for
public record SaveApplication(
        @NotNull UUID programme,

        @NotBlank @Size(max = 200) @Schema(examples = "上海燕鸥模型科技有限公司")
        String company,

        @NotBlank @Size(max = 2000) @Schema(examples = "Training and serving our own language model")
        String purpose,

        @NotBlank @Size(max = 200) String contact) {}
