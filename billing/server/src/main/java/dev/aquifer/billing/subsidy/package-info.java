/// Programmes, applications with evidence, assessments, grants, and what each charge accrues under them.
/// Charges, prices and bills are elsewhere: this package keeps its own row of each charge that it was asked about.
@NullMarked
package dev.aquifer.billing.subsidy;

import org.jspecify.annotations.NullMarked;
