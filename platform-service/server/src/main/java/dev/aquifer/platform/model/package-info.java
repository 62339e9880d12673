/// Models: the catalogue, uploads and their verification, the memory estimate, and the matrix of engines.
/// Putting a model into service is in `deployment`.
@NullMarked
package dev.aquifer.platform.model;

import org.jspecify.annotations.NullMarked;
