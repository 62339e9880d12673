package dev.aquifer.billing.api.usage;

/// What usage can be split by. DAY and HOUR are Asia/Shanghai's; LABEL is the key's, or else the deployment's; CHIP
/// is the chip type that served or was rented; BUCKET is `STORAGE` for files that are kept, and
/// empty for what is paid by the hour.
public enum Dimension {
    DAY,
    HOUR,
    DEPLOYMENT,
    KEY,
    LABEL,
    CHIP,
    BUCKET
}
