/// Who did what, append-only.
@NullMarked
package dev.aquifer.platform.api.audit;

import org.jspecify.annotations.NullMarked;
