/// Our problem details (RFC 9457): their stable types and how they are made. No HTTP status is chosen here that a
/// room has not asked for.
@NullMarked
package dev.aquifer.billing.problem;

import org.jspecify.annotations.NullMarked;
