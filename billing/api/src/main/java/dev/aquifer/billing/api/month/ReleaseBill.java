package dev.aquifer.billing.api.month;

import dev.aquifer.billing.api.Money;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// @param net what stands on the bill, as it was read, so that nobody releases another one, @param reason kept
public record ReleaseBill(
        @NotNull Money net, @NotBlank @Size(max = 500) String reason) {}
