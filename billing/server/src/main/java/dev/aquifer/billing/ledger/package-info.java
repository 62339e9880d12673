/// Accounts and postings: double entry, append-only, balanced by the database. Why something is posted is known
/// by those who post.
@NullMarked
package dev.aquifer.billing.ledger;

import org.jspecify.annotations.NullMarked;
