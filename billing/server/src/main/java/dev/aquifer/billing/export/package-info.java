/// A bill as a file: CSV, FOCUS, PDF. Pure: the same bill gives the same bytes; it reads no table.
@NullMarked
package dev.aquifer.billing.export;

import org.jspecify.annotations.NullMarked;
