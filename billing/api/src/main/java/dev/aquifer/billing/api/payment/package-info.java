/// Money that comes and goes: transfers, prepaid, refunds, write-offs, credit notes.
@NullMarked
package dev.aquifer.billing.api.payment;

import org.jspecify.annotations.NullMarked;
