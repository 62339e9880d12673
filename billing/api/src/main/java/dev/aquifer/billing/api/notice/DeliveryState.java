package dev.aquifer.billing.api.notice;

/// WAITING: not sent yet, or to be sent again; DELIVERED; GIVEN_UP after the last attempt.
public enum DeliveryState {
    WAITING,
    DELIVERED,
    GIVEN_UP
}
