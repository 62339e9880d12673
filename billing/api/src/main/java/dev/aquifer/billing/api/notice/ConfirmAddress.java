package dev.aquifer.billing.api.notice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// @param token the last part of the link that was mailed
public record ConfirmAddress(@NotBlank @Size(max = 200) String token) {
    @Override
    public String toString() {
        return "ConfirmAddress[]";
    }
}
