/// Requests as they were metered. No prompt and no answer is kept, so none is shown.
@NullMarked
package dev.aquifer.console.requests;

import org.jspecify.annotations.NullMarked;
