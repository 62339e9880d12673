/// Where usage and its cost go: roll-ups kept beside charging, splits of them, labels, and what left its usual band.
/// It rates and posts nothing: every amount is a charge's or an accrual's, shared.
@NullMarked
package dev.aquifer.billing.usage;

import org.jspecify.annotations.NullMarked;
