package dev.aquifer.billing.subsidy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/// What applications of one organisation may take of the database: nobody is to fill it with drafts.
@ConfigMapping(prefix = "aquifer.subsidy.evidence")
public interface EvidenceSettings {

    /// How many applications of an organisation may be open (not decided, not withdrawn) for one programme.
    @WithDefault("3")
    @Min(1) int openApplications();

    /// What all evidence of an organisation may take together.
    @WithDefault("500M")
    MemorySize bytes();
}
