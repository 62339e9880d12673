/// `Idempotency-Key`: the first answer to a command is kept with its effect and given again. It knows no command.
@NullMarked
package dev.aquifer.platform.idempotency;

import org.jspecify.annotations.NullMarked;
