/// The assessor's desk: what was handed in, the evidence beside the form, the decision with its reasons.
@NullMarked
package dev.aquifer.console.assessor;

import org.jspecify.annotations.NullMarked;
