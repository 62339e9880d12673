/// The fact of what is kept for an organisation. What is kept is described in `model`.
@NullMarked
package dev.aquifer.platform.api.storage;

import org.jspecify.annotations.NullMarked;
