/// Facts that could not be read: kept, shown to the operator, never lost.
@NullMarked
package dev.aquifer.billing.api.quarantine;

import org.jspecify.annotations.NullMarked;
