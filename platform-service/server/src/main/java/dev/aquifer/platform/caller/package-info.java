/// Who is acting, a person or an API key, for which organisation, what is open to keys, and how a transaction is
/// bound to it for row-level security. Memberships themselves are in `organisation`.
@NullMarked
package dev.aquifer.platform.caller;

import org.jspecify.annotations.NullMarked;
