/// Tests of `runner`, against real servers. What several features share is one package up.
@NullMarked
package dev.aquifer.platform.runner;

import org.jspecify.annotations.NullMarked;
