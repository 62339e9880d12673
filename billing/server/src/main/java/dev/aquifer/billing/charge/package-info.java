/// The one transaction: fact, rated charge, postings, accrual. Where facts come from is the intake's, what a
/// programme pays is the subsidy's.
@NullMarked
package dev.aquifer.billing.charge;

import org.jspecify.annotations.NullMarked;
