/// Tests of `deployment`, against real servers. What several features share is one package up.
@NullMarked
package dev.aquifer.platform.deployment;

import org.jspecify.annotations.NullMarked;
