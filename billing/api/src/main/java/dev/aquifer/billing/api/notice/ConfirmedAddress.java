package dev.aquifer.billing.api.notice;

/// @param organisation the name of the one whose notices come from now on
public record ConfirmedAddress(String address, String organisation) {}
