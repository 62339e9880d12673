/// Rows in and rows out of PostgreSQL, inside the transaction that is running. No statement is written here.
@NullMarked
package dev.aquifer.billing.sql;

import org.jspecify.annotations.NullMarked;
