package dev.aquifer.platform.organisation;

import java.util.Optional;

/// Unified social credit code, GB 32100-2015: 17 characters and a check character, of the digits and the capital
/// letters without I, O, S, V and Z. The check character is 31 less the sum of value × 3^position (from 0), modulo
/// 31.
final class CreditCode {
    private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int LENGTH = 18;

    private CreditCode() {}

    /// What is wrong with the code, in words for its owner; empty if nothing is.
    static Optional<String> fault(String code) {
        if (code.length() != LENGTH) {
            return Optional.of("must have 18 characters, has " + code.length());
        }
        for (int i = 0; i < LENGTH; i++) {
            if (CHARACTERS.indexOf(code.charAt(i)) < 0) {
                return Optional.of("may have digits and capital letters without I, O, S, V and Z; character " + (i + 1)
                        + " is another");
            }
        }
        char right = checkCharacter(code);
        return code.charAt(LENGTH - 1) == right
                ? Optional.empty()
                : Optional.of("has a typing error: its check character (the last) does not fit the rest");
    }

    static char checkCharacter(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += CHARACTERS.indexOf(code.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return CHARACTERS.charAt((31 - sum % 31) % 31);
    }
}
