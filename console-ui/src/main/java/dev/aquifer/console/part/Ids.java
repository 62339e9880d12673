package dev.aquifer.console.part;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import java.util.Optional;
import java.util.UUID;

/// Ids from a page's address.
public final class Ids {
    private Ids() {}

    /// The id in the named part of the address.
    ///
    /// @throws NotFoundException if it is none, so that the page for lost addresses is shown
    public static UUID of(BeforeEnterEvent event, String parameter) {
        var text = event.getRouteParameters().get(parameter).orElse("");
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(text);
        }
    }

    /// An id that may be in the address, but need not.
    public static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
