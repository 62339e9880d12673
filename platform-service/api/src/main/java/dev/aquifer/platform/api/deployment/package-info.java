/// Deployments: models put into service, and the routes that the gateway takes to them.
@NullMarked
package dev.aquifer.platform.api.deployment;

import org.jspecify.annotations.NullMarked;
