/// The organisation's months: charges, VAT, subsidy, payable, down to the facts; and their close, which is all that
/// it posts. How a bill looks as a file is known by the package `export`.
@NullMarked
package dev.aquifer.billing.bill;

import org.jspecify.annotations.NullMarked;
