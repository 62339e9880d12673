/// The books as people read them: accounts, entries, seals, journal.
@NullMarked
package dev.aquifer.billing.api.ledger;

import org.jspecify.annotations.NullMarked;
