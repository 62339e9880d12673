/// Who acts and for whom: the signed-in person or the API key, the copies of both, and the one place that binds a
/// database transaction to an organisation. What a role may do is said where it is done.
@NullMarked
package dev.aquifer.billing.caller;

import org.jspecify.annotations.NullMarked;
