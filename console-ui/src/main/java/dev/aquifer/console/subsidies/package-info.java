/// The tenant's side of subsidies: programmes, applications with evidence, grants. Decisions are made in `assessor`.
@NullMarked
package dev.aquifer.console.subsidies;

import org.jspecify.annotations.NullMarked;
