/// The operator's pages: pools, prices, tenants with their credit, facts that could not be read.
@NullMarked
package dev.aquifer.console.operator;

import org.jspecify.annotations.NullMarked;
