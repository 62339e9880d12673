package dev.aquifer.billing.api.month;

/// RUNNING: organisations are being closed, one after another. STOPPED by a person; it goes on when it is started
/// again. DONE: every organisation's month is closed.
public enum CloseState {
    RUNNING,
    STOPPED,
    DONE
}
