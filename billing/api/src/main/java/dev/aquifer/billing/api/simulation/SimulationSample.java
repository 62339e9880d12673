package dev.aquifer.billing.api.simulation;

/// A scenario that the platform brings with it.
public record SimulationSample(String id, String title) {}
