/// Deployments: choosing chips and price, watching them come up, stopping and deleting them.
/// Talking to one is the playground's.
@NullMarked
package dev.aquifer.console.deployments;

import org.jspecify.annotations.NullMarked;
