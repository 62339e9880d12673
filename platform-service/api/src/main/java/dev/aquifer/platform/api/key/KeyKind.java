package dev.aquifer.platform.api.key;

/// LIVE keys are made by a person and shown once; PLAYGROUND keys are made by the console for one session, expire
/// within an hour and do not appear in lists.
public enum KeyKind {
    LIVE,
    PLAYGROUND
}
