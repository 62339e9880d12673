/// Clusters, pools and their capacity, with what is free in them now. Who holds their chips is in `lease`.
@NullMarked
package dev.aquifer.platform.pool;

import org.jspecify.annotations.NullMarked;
