/// The inference API: authenticate, check, route, stream, meter. It reads the snapshot and writes to the
/// journal; it keeps neither, and it knows no database.
@NullMarked
package dev.aquifer.gateway.inference;

import org.jspecify.annotations.NullMarked;
