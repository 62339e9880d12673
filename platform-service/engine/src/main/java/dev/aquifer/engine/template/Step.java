package dev.aquifer.engine.template;

/// A compiled piece of a template: writes text or changes names.
@FunctionalInterface
interface Step {
    void run(Scope scope, StringBuilder out);
}
