package dev.aquifer.billing.price;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// All price books as they stood at one moment, oldest first.
public record PriceList(List<PriceBook> books) {

    public PriceList {
        books = List.copyOf(books);
    }

    public Optional<PriceBook> at(Instant instant) {
        return books.stream().filter(book -> book.inForce(instant)).findFirst();
    }

    /// The books that are in force at some instant of `[from, until)`, oldest first.
    public List<PriceBook> between(Instant from, Instant until) {
        return books.stream()
                .filter(book -> book.from().isBefore(until)
                        && (book.until() == null || book.until().isAfter(from)))
                .toList();
    }
}
