/// Pools: chips of one type in one cluster, with a capacity.
@NullMarked
package dev.aquifer.platform.api.pool;

import org.jspecify.annotations.NullMarked;
