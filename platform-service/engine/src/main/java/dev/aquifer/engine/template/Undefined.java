package dev.aquifer.engine.template;

/// The value of a name or member that does not exist: false, empty, and written as nothing.
enum Undefined {
    VALUE;

    @Override
    public String toString() {
        return "";
    }
}
