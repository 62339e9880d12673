package dev.aquifer.console.client;

/// What is wrong with one field, in the server's words.
public record Violation(String field, String message) {
    /// The field's own name without the path to it: `create.request.slug` is `slug`.
    public String name() {
        return field.substring(field.lastIndexOf('.') + 1);
    }
}
