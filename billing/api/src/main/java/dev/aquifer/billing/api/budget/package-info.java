/// Budgets of an organisation, label, key or deployment: how much of a month's money is used and how it may end.
@NullMarked
package dev.aquifer.billing.api.budget;

import org.jspecify.annotations.NullMarked;
