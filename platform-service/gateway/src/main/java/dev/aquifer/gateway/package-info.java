/// The gateway: the inference API of the house. The work is in its three packages; nothing lives here itself.
@NullMarked
package dev.aquifer.gateway;

import org.jspecify.annotations.NullMarked;
