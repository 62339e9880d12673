package dev.aquifer.platform.api.model;

public enum ModelKind {
    CHAT,
    EMBEDDING
}
