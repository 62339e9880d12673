/// Organisations, their members and roles, and the first steps of a person. API keys are in `key`; people and their
/// passwords are in Keycloak.
@NullMarked
package dev.aquifer.platform.organisation;

import org.jspecify.annotations.NullMarked;
