package dev.aquifer.platform.api.organisation;

/// What a member may do in an organisation. OWNER may everything; DEVELOPER deploys and makes keys; FINANCE reads
/// bills and applies for subsidies; VIEWER opens what the others open, without the actions.
public enum Role {
    OWNER,
    DEVELOPER,
    FINANCE,
    VIEWER
}
