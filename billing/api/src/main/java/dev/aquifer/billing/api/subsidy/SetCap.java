package dev.aquifer.billing.api.subsidy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;

/// @param from the first day of service that it holds for (Asia/Shanghai), after today
/// @param cap of a charge's net that all programmes together may pay, 0 to 1
public record SetCap(
        @NotNull LocalDate from,

        @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 8) BigDecimal cap,

        @NotBlank @Size(max = 2000) String reasons) {}
