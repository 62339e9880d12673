/// Time and new ids: the one place that asks the machine for either. What is done with them is in the features.
@NullMarked
package dev.aquifer.platform.clock;

import org.jspecify.annotations.NullMarked;
