/// Meters the files that are kept for organisations: who keeps how many bytes since when, and the facts of it. What
/// the files are, and whether they may be kept, is not known here.
@NullMarked
package dev.aquifer.platform.storage;

import org.jspecify.annotations.NullMarked;
