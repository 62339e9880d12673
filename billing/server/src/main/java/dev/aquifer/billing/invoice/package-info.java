/// Data for invoices: the buyer, what was asked for, what the tax system answered. It makes no bill and posts
/// nothing.
@NullMarked
package dev.aquifer.billing.invoice;

import org.jspecify.annotations.NullMarked;
