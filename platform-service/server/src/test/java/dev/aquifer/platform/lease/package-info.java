/// Tests of `lease`, against real servers. What several features share is one package up.
@NullMarked
package dev.aquifer.platform.lease;

import org.jspecify.annotations.NullMarked;
