/// The servers under the platform and the supervisor that starts, watches and stops them together with our
/// applications. Nothing of our own code is known here: applications are jars that get an environment, and are spoken
/// to over the network.
@NullMarked
package dev.aquifer.stack;

import org.jspecify.annotations.NullMarked;
