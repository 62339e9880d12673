/// How much of its credit an organisation has used, and the word to the gateway whether it may go on. It charges
/// nothing.
@NullMarked
package dev.aquifer.billing.standing;

import org.jspecify.annotations.NullMarked;
