/// The evidence package of a claim: what an assessor, or an auditor after them, needs to check every line of it, in
/// one file that anyone can verify. It only reads what the other rooms have written.
@NullMarked
package dev.aquifer.billing.evidence;

import org.jspecify.annotations.NullMarked;
