/// The console's frame: the page around all pages, its menu, who may open what, and the pages for what went wrong.
/// The pages themselves live in a package per area of the menu; nothing here knows their insides.
@NullMarked
package dev.aquifer.console;

import org.jspecify.annotations.NullMarked;
