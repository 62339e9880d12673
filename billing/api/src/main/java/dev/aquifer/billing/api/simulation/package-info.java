/// What-if: a scenario in, every figure out.
@NullMarked
package dev.aquifer.billing.api.simulation;

import org.jspecify.annotations.NullMarked;
