/// The two servers as seen from a page: their interfaces as REST clients with the person's token, and their problems.
/// No page and no component lives here, and nothing here keeps data.
@NullMarked
package dev.aquifer.console.client;

import org.jspecify.annotations.NullMarked;
