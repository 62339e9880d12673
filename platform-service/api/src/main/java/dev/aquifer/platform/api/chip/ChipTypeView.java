package dev.aquifer.platform.api.chip;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One chip type of the catalogue. What is not known is null, never zero.
///
/// @param id e.g. `huawei-ascend-910b4`
/// @param origin `CN` for chips of makers in mainland China, else `other`: some programmes pay more for domestic
///     chips
/// @param memoryGb decimal GB
/// @param bf16Tflops dense peak
/// @param engines names of the engines that are known to serve on it
public record ChipTypeView(
        String id,
        String maker,
        String name,
        String origin,
        @Nullable Integer year,
        @Nullable BigDecimal memoryGb,
        @Nullable BigDecimal memoryBandwidthGbps,
        @Nullable BigDecimal fp16Tflops,
        @Nullable BigDecimal bf16Tflops,
        List<String> engines,
        @Nullable String doubt) {
    public ChipTypeView {
        engines = List.copyOf(engines);
    }
}
