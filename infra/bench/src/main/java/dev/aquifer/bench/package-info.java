/// Measurements against a running stack, from outside, over HTTP. No pass or fail stands here and nothing is
/// asserted: figures are printed, people judge them.
@NullMarked
package dev.aquifer.bench;

import org.jspecify.annotations.NullMarked;
