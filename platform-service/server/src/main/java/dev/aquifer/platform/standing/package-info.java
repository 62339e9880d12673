/// What billing says about each organisation's credit, read from `standing.v1`. How it is computed is in billing.
@NullMarked
package dev.aquifer.platform.standing;

import org.jspecify.annotations.NullMarked;
