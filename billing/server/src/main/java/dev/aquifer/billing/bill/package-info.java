/// The organisation's months: charges, VAT, subsidy, payable, down to the facts. It posts nothing.
@NullMarked
package dev.aquifer.billing.bill;

import org.jspecify.annotations.NullMarked;
