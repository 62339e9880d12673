/// Who did what, append-only. What is worth a note is decided by the feature in which it happens.
@NullMarked
package dev.aquifer.platform.audit;

import org.jspecify.annotations.NullMarked;
