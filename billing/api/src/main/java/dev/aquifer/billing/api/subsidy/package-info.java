/// Subsidies: programmes, applications with evidence, assessments, grants.
@NullMarked
package dev.aquifer.billing.api.subsidy;

import org.jspecify.annotations.NullMarked;
