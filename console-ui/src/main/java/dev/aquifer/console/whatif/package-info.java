/// What-if: a scenario played by billing's own rules. Computes nothing itself.
@NullMarked
package dev.aquifer.console.whatif;

import org.jspecify.annotations.NullMarked;
