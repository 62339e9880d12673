/// Data for invoices (发票), which the tax system issues.
@NullMarked
package dev.aquifer.billing.api.invoice;

import org.jspecify.annotations.NullMarked;
