/// Starts and watches the processes that serve replicas. Which replicas there should be is decided in `deployment`.
@NullMarked
package dev.aquifer.platform.runner;

import org.jspecify.annotations.NullMarked;
