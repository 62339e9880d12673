package dev.aquifer.billing.subsidy;

/// What is left under one organisation's grants. One implementation counts in memory, the other reads rows under
/// locks and writes the differences back.
public interface Bounds {

    /// @param year calendar year of service
    Headroom headroom(Grant grant, int year);

    /// @param year calendar year of service
    Minimum minimum(Programme programme, int year);
}
