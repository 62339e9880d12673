/// Who is at the console: the signed-in person, the organisations, the one that is acted in, language and colours.
/// Rights are not decided here, only shown: the servers check each call again.
@NullMarked
package dev.aquifer.console.visit;

import org.jspecify.annotations.NullMarked;
