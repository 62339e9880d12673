package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.Money;
import java.util.UUID;

/// What a posting changed in a charge's accruals.
///
/// @param accrued on the charge in all, now
public record AccrualChange(UUID charge, Money accrued) {}
