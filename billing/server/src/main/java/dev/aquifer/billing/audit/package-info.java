/// Who did what, and why: append-only. It judges nothing.
@NullMarked
package dev.aquifer.billing.audit;

import org.jspecify.annotations.NullMarked;
