/// The one class of ours that must stand in the binding's own package, because the calls that it needs are
/// package-private. Nothing else lives here: no rule, no state, no conversion.
@NullMarked
package de.kherud.llama;

import org.jspecify.annotations.NullMarked;
