/// The whole house from outside: a real browser, the official OpenAI client, plain HTTP and SQL, and faults. Nothing
/// here imports a class of an application; what the tests know of them is what a user or an operator could know.
@NullMarked
package dev.aquifer.e2e;

import org.jspecify.annotations.NullMarked;
