package dev.aquifer.billing.api.subsidy;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An assessor's decision.
///
/// @param approve false refuses
/// @param ratio 0 < ratio ≤ the programme's maximum; needed to approve
/// @param validFrom, @param validUntil days in Asia/Shanghai, the second exclusive; needed to approve
/// @param limit face value of the voucher in CNY; null: none
public record Decide(
        @NotNull Boolean approve,
        @Nullable @Schema(examples = "0.10") BigDecimal ratio,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable Money limit,
        @NotBlank @Size(max = 2000) String reasons) {}
