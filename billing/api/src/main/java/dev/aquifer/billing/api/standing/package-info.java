/// Whether an organisation may go on: credit limit, what is used of it, and what the gateway is told.
@NullMarked
package dev.aquifer.billing.api.standing;

import org.jspecify.annotations.NullMarked;
