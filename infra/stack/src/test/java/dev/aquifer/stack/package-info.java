/// Tests of the servers and the supervisor, with real processes on free ports. No application of ours takes part:
/// those are tried in infra/e2e.
@NullMarked
package dev.aquifer.stack;

import org.jspecify.annotations.NullMarked;
