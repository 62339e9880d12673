/// Members with their roles, and what was done in the organisation. Inviting comes with a later step.
@NullMarked
package dev.aquifer.console.organisation;

import org.jspecify.annotations.NullMarked;
