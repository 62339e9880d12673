package dev.aquifer.billing.api.subsidy;

import java.util.List;

/// A real scheme as its document states it, to begin a draft from.
///
/// @param key e.g. `shanghai-2025`, @param ratioText, @param ceilingText, @param budgetText what the document says,
///     in
///     words
/// @param payment how it is paid, in words, @param unstated names of the form's fields that the document does not
/// state
/// @param grade how all this is known
public record ProgrammeTemplate(
        String key,
        Grade grade,
        ProgrammeForm form,
        String ratioText,
        String ratioTextZh,
        String qualifies,
        String qualifiesZh,
        String payment,
        String paymentZh,
        List<String> unstated) {
    public ProgrammeTemplate {
        unstated = List.copyOf(unstated);
    }
}
