package dev.aquifer.billing.payment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The platform's bank account, to which tenants transfer money.
@ConfigMapping(prefix = "aquifer.payment")
public interface PaymentSettings {

    /// Name of the account's holder.
    @WithDefault("Aquifer (demonstration)")
    String accountHolder();

    /// Name of the bank and branch.
    @WithDefault("Bank of Demonstration, Shanghai")
    String bank();

    /// Number of the account.
    @WithDefault("0000 0000 0000 0000")
    String accountNumber();
}
