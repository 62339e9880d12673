package dev.aquifer.billing.api.payment;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// @param paid true: the money was sent back; false: refused, @param answer bank reference or reason
public record AnswerRefund(
        boolean paid, @NotBlank @Size(max = 500) String answer) {}
