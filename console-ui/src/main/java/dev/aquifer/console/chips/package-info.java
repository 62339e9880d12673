/// Pools with what is free and what it costs, and the organisation's leases. Changing pools is the operator's.
@NullMarked
package dev.aquifer.console.chips;

import org.jspecify.annotations.NullMarked;
