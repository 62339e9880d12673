/// The connection by which the server changes a page that is open in a browser.
@NullMarked
package dev.aquifer.console.push;

import org.jspecify.annotations.NullMarked;
