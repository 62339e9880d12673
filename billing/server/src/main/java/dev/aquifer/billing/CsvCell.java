package dev.aquifer.billing;

/// One cell of a CSV file (RFC 4180), for every file that billing writes: text as it was given, quoted where it must
/// be, but for what a spreadsheet would take for a formula, which an apostrophe makes text (CWE-1236).
public final class CsvCell {

    private CsvCell() {}

    public static String of(String value) {
        String safe = isFormula(value) ? "'" + value : value;
        return safe.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }

    /// A minus begins every negative amount: only where no number follows could it be a formula. The full-width signs
    /// are read as the plain ones by spreadsheets with an East Asian input.
    private static boolean isFormula(String value) {
        if (value.isEmpty()) {
            return false;
        }
        char first = value.charAt(0);
        return "=+@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0
                || (first == '-' && !value.matches("-\\d+(\\.\\d+)?"));
    }
}
