/// Organisations, their members and the first steps of a person. API keys are in `key`.
@NullMarked
package dev.aquifer.platform.api.organisation;

import org.jspecify.annotations.NullMarked;
