/// Tests of `model`, against real servers. What several features share is one package up.
@NullMarked
package dev.aquifer.platform.model;

import org.jspecify.annotations.NullMarked;
