/// Tests of `pool`, against real servers. What several features share is one package up.
@NullMarked
package dev.aquifer.platform.pool;

import org.jspecify.annotations.NullMarked;
