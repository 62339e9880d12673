package dev.aquifer.billing.export;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// What stands in a line of a bill on paper, in words: what was used, when, how much of it, at which price.
record PaperText(String name, String note, String quantity, String price) {

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    static PaperText of(PaperLine line, BillWords words) {
        PaperLine.Key key = line.key();
        String item = item(key, words);
        return new PaperText(
                key.deploymentName().isEmpty() ? item : BillWords.thing(key.kind(), key.deploymentName()),
                note(line, item, words),
                words.word("quantity." + key.kind(), quantity(line, words)),
                words.word("price." + key.kind(), words.price(key.unitPrice())));
    }

    private static String item(PaperLine.Key key, BillWords words) {
        return switch (key.kind()) {
            case FEE -> words.word("fee." + key.item());
            case STORAGE -> words.wordOr("storage." + key.item(), key.item());
            case LEASE -> words.chip(key.item());
            case TOKENS -> key.item();
        };
    }

    private static String note(PaperLine line, String item, BillWords words) {
        PaperLine.Key key = line.key();
        StringBuilder note = new StringBuilder(item);
        if (key.bucket() != null) {
            note.append(" · ").append(words.word("bucket." + key.bucket()));
        }
        if (key.simulated()) {
            note.append(" · ").append(words.word("simulated"));
        }
        note.append(" · ")
                .append(
                        line.first().equals(line.last())
                                ? words.day(line.first())
                                : words.word("days", words.day(line.first()), words.day(line.last())));
        if (key.late() != null) {
            note.append(" · ").append(words.word("late", words.month(key.late())));
        }
        return note.toString();
    }

    private static String quantity(PaperLine line, BillWords words) {
        return switch (line.key().kind()) {
            case LEASE -> words.number(line.quantity().divide(SECONDS_PER_HOUR, 4, RoundingMode.DOWN), 4);
            case STORAGE -> words.number(line.quantity(), 4);
            case TOKENS, FEE -> words.number(line.quantity(), 0);
        };
    }
}
