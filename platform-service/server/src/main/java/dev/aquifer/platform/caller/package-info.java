/// Who is acting and for which organisation, and how a transaction is bound to it for row-level security.
/// Memberships themselves are in `organisation`.
@NullMarked
package dev.aquifer.platform.caller;

import org.jspecify.annotations.NullMarked;
