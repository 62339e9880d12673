package dev.aquifer.platform.model;

/// A value of a GGUF header. Arrays are not kept: only how many items they have, and the largest of whole numbers.
sealed interface GgufValue {
    record Whole(long value) implements GgufValue {}

    record Text(String value) implements GgufValue {}

    record Items(long count, long largest) implements GgufValue {}

    /// A floating-point number; none of those is needed.
    record Fraction() implements GgufValue {}
}
