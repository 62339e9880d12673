/// Which months of an organisation are closed, and which bill is open for what. It makes no bill and posts nothing.
@NullMarked
package dev.aquifer.billing.month;

import org.jspecify.annotations.NullMarked;
