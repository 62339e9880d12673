/// The pieces that pages are set from: cards, facts, states, tables, code, dialogs. They know how things look, not
/// what they mean; no call to a server is made here but through what a page hands in.
@NullMarked
package dev.aquifer.console.part;

import org.jspecify.annotations.NullMarked;
