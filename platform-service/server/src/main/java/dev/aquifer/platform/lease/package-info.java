/// Leases: the only grant of chips, and the facts about it that bills are made of. What runs on the chips is in
/// `deployment`.
@NullMarked
package dev.aquifer.platform.lease;

import org.jspecify.annotations.NullMarked;
