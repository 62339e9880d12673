/// The chip catalogue: a data file and this machine's own processor. What is there to be leased is in `pool`.
@NullMarked
package dev.aquifer.platform.chip;

import org.jspecify.annotations.NullMarked;
