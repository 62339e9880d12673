/// Deployments and their replicas: what tenants want, and the reconciler that brings it about. How a process is
/// started is in `runner`, which chips it runs on in `lease`.
@NullMarked
package dev.aquifer.platform.deployment;

import org.jspecify.annotations.NullMarked;
