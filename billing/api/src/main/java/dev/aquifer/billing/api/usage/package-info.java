/// Where usage and its cost go: splits of what the bill holds, labels to split by, and what left its usual band.
@NullMarked
package dev.aquifer.billing.api.usage;

import org.jspecify.annotations.NullMarked;
