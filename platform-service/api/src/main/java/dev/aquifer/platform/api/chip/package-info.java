/// The catalogue of chip types. What is there to be leased is in `pool`.
@NullMarked
package dev.aquifer.platform.api.chip;

import org.jspecify.annotations.NullMarked;
