/// Models: the catalogue, uploads, memory estimate, and which engine serves which model on which chip.
@NullMarked
package dev.aquifer.platform.api.model;

import org.jspecify.annotations.NullMarked;
