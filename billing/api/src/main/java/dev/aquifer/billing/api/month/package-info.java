/// The close of a month: its runs, for the operator. Bills themselves are in the package `bill`.
@NullMarked
package dev.aquifer.billing.api.month;

import org.jspecify.annotations.NullMarked;
