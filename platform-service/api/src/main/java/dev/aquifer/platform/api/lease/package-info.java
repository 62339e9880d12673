/// Leases: who holds which chips from when to when, and the facts about it that bills are made of.
@NullMarked
package dev.aquifer.platform.api.lease;

import org.jspecify.annotations.NullMarked;
