/// Money that comes and goes: transfers, prepaid, payments of bills, refunds, write-offs, credit notes. It makes no
/// bill and rates nothing.
@NullMarked
package dev.aquifer.billing.payment;

import org.jspecify.annotations.NullMarked;
