package dev.aquifer.billing.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeView;
import dev.aquifer.billing.export.PaperLine.Sums;
import dev.aquifer.billing.export.PdfSheet.Ink;
import dev.aquifer.billing.export.PdfSheet.Style;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// A closed bill on paper: who owes what to whom, the sum in one column, then line by line. Only sums of the bill's
/// own amounts; the same bill gives the same bytes.
public final class BillPdf {

    private static final int LEFT = 450;
    private static final int RIGHT = PdfSheet.WIDTH - 450;
    private static final int BOTTOM = PdfSheet.HEIGHT - 620;
    /// Right edges of quantity, unit price, amount, subsidy, VAT, payable.
    private static final int[] EDGES = {2450, 3200, 3860, 4460, 4960, RIGHT};

    private static final Style TITLE = new Style(230, true, Ink.ACCENT);
    private static final Style ISSUER = new Style(150, true, Ink.TEXT);
    private static final Style STRONG = new Style(110, true, Ink.TEXT);
    private static final Style PAYABLE = new Style(250, true, Ink.ACCENT);
    private static final Style BODY = new Style(90, false, Ink.TEXT);
    private static final Style BODY_HEAVY = new Style(90, true, Ink.TEXT);
    private static final Style LABEL = new Style(78, false, Ink.GREY);
    private static final Style NOTE = new Style(70, false, Ink.GREY);

    private static final int BIG = 78;
    private static final int SMALL = 64;
    private static final int GAP = 60;
    private static final int LEAST_NAME = 900;

    private final Statement statement;
    private final BillView bill;
    private final BillWords words;
    private final PdfSheet sheet;
    private final Style figure;
    private final Style figureHeavy;
    private int y;
    /// All charges so far.
    private Sums charged = Sums.NOTHING;

    private BillPdf(Statement statement, BillWords words, PdfSheet sheet) {
        this.statement = statement;
        this.bill = statement.bill();
        this.words = words;
        this.sheet = sheet;
        // The longest figures of all stand in the last line. In millions they are written smaller.
        int size = fits(BIG) ? BIG : SMALL;
        this.figure = new Style(size, false, Ink.TEXT);
        this.figureHeavy = new Style(size, true, Ink.TEXT);
    }

    private boolean fits(int size) {
        Style style = new Style(size, true, Ink.TEXT);
        List<String> figures = List.of(
                words.money(bill.net()),
                words.deducted(bill.subsidy()),
                words.money(bill.vat()),
                words.money(bill.payable()));
        for (int i = 0; i < figures.size(); i++) {
            if (sheet.width(figures.get(i), style) > EDGES[i + 2] - EDGES[i + 1] - GAP) {
                return false;
            }
        }
        return true;
    }

    /// @param statement of a closed bill
    public static byte[] of(Statement statement, BillWords words) {
        try (PdfSheet sheet = new PdfSheet()) {
            return new BillPdf(statement, words, sheet).write();
        }
    }

    private byte[] write() {
        head();
        sum();
        tableHead();
        bill.groups().forEach(this::group);
        credits();
        earlier();
        corrections();
        total();
        notes();
        for (int page = 0; page < sheet.pages(); page++) {
            sheet.turnTo(page);
            foot(page);
        }
        String number = Objects.requireNonNull(bill.number());
        return sheet.bytes(
                words.word("title") + " " + number,
                statement.issuer(),
                Objects.requireNonNullElse(bill.closedAt(), Instant.EPOCH),
                UUID.nameUUIDFromBytes((number + words.word("title")).getBytes(UTF_8))
                        .getMostSignificantBits());
    }

    private void head() {
        boolean fits = sheet.width(statement.issuer(), ISSUER) < RIGHT - LEFT - 1000;
        List<String> issuer =
                fits ? List.of(statement.issuer()) : sheet.wrap(statement.issuer(), RIGHT - LEFT - 1000, STRONG);
        for (int i = 0; i < issuer.size(); i++) {
            sheet.text(issuer.get(i), LEFT, 640 + i * 130 - (issuer.size() - 1) * 90, fits ? ISSUER : STRONG);
        }
        sheet.right(words.word("title"), RIGHT, 660, TITLE);
        sheet.rule(LEFT, RIGHT, 790, 14, Ink.ACCENT);
        sheet.text(words.word("to"), LEFT, 1010, LABEL);
        y = 1190;
        for (String line : sheet.wrap(statement.organisationName(), 2500, STRONG)) {
            sheet.text(line, LEFT, y, STRONG);
            y += 160;
        }
        int row = 1010;
        row = about("number", Objects.requireNonNull(bill.number()), row);
        row = about("month", words.month(bill.month()), row);
        row = about("issued", words.date(bill.closedAt()), row);
        row = about("currency", words.word("currency.value"), row);
        y = Math.max(y, row) + 40;
    }

    private int about(String key, String value, int row) {
        sheet.text(words.word(key), 3350, row, LABEL);
        sheet.right(value, RIGHT, row, BODY);
        return row + 165;
    }

    private void sum() {
        boolean adjusted = !bill.adjustments().isZero();
        int height = adjusted ? 1000 : 830;
        sheet.box(LEFT, y, RIGHT - LEFT, height, Ink.SOFT);
        int row = y + 240;
        row = part("", words.word("charges"), words.money(bill.net()), row);
        row = part("+", words.word("vat", words.percent(bill.vatRate())), words.money(bill.vat()), row);
        String subsidy =
                words.word(bill.subsidyProvisional() && !bill.subsidy().isZero() ? "subsidy.provisional" : "subsidy");
        boolean back = bill.subsidy().isNegative();
        row = part(
                back ? "+" : "\u2212",
                subsidy,
                words.money(back ? bill.subsidy().negated() : bill.subsidy()),
                row);
        if (adjusted) {
            part("+", words.word("adjustments"), words.money(bill.adjustments()), row);
        }
        int middle = y + height / 2;
        sheet.right(words.word("payable"), RIGHT - 220, middle - 110, LABEL);
        sheet.right(words.money(bill.payable()), RIGHT - 220, middle + 190, PAYABLE);
        y += height + 330;
    }

    private int part(String sign, String label, String figure, int row) {
        sheet.text(sign, LEFT + 160, row, BODY);
        sheet.text(label, LEFT + 290, row, BODY);
        sheet.right(figure, 2900, row, BODY_HEAVY);
        return row + 190;
    }

    private void tableHead() {
        sheet.text(words.word("col.item"), LEFT, y, LABEL);
        List<String> keys = List.of("col.quantity", "col.price", "col.amount", "col.subsidy", "col.vat", "col.payable");
        for (int i = 0; i < keys.size(); i++) {
            sheet.right(words.word(keys.get(i)), EDGES[i], y, LABEL);
        }
        sheet.rule(LEFT, RIGHT, y + 60, 8, Ink.TEXT);
        y += 250;
    }

    private void group(BillGroup group) {
        groupHead(
                words.word("group." + group.kind()),
                Sums.of(group.net(), group.subsidy(), group.vat(), group.payable()));
        List<PaperLine> lines = PaperLine.of(bill, group);
        lines.forEach(this::line);
        charged = lines.stream().map(PaperLine::sums).reduce(charged, Sums::plus);
        y += 60;
    }

    private void line(PaperLine line) {
        PaperText text = PaperText.of(line, words);
        row(text.name(), text.note(), text.quantity(), text.price(), line.sums());
    }

    private void credits() {
        if (bill.credits().isEmpty()) {
            return;
        }
        groupHead(
                words.word("group.credits"),
                bill.credits().stream().map(BillPdf::sums).reduce(Sums.NOTHING, Sums::plus));
        for (BilledCredit credit : bill.credits()) {
            row(
                    words.wordOr("credit." + credit.reason(), credit.reason()),
                    words.word("of", words.month(credit.serviceMonth())),
                    "",
                    "",
                    sums(credit));
        }
        y += 60;
    }

    private static Sums sums(BilledCredit credit) {
        return Sums.of(credit.net(), Money.ZERO, credit.vat(), credit.net().plus(credit.vat()));
    }

    /// Subsidies that this bill deducts for charges of earlier ones.
    private void earlier() {
        Set<UUID> own = bill.groups().stream()
                .flatMap(group -> group.charges().stream())
                .map(ChargeView::id)
                .collect(Collectors.toSet());
        List<BilledSubsidy> earlier = bill.subsidies().stream()
                .filter(subsidy -> subsidy.deducted() && !own.contains(subsidy.charge()))
                .toList();
        if (earlier.isEmpty()) {
            return;
        }
        groupHead(
                words.word("group.earlier"), earlier.stream().map(BillPdf::sums).reduce(Sums.NOTHING, Sums::plus));
        earlier.stream()
                .collect(Collectors.groupingBy(
                        subsidy -> List.of(
                                words.chinese() ? subsidy.programmeTitleZh() : subsidy.programmeTitle(),
                                words.word("of", words.month(subsidy.serviceMonth()))),
                        java.util.LinkedHashMap::new,
                        Collectors.reducing(Sums.NOTHING, BillPdf::sums, Sums::plus)))
                .forEach((names, sums) -> row(names.getFirst(), names.getLast(), "", "", sums));
        y += 60;
    }

    private static Sums sums(BilledSubsidy subsidy) {
        return Sums.of(
                Money.ZERO, subsidy.amount(), Money.ZERO, subsidy.amount().negated());
    }

    private void corrections() {
        if (bill.corrections().isEmpty()) {
            return;
        }
        groupHead(
                words.word("group.corrections"),
                bill.corrections().stream().map(BillPdf::sums).reduce(Sums.NOTHING, Sums::plus));
        for (BilledAdjustment adjustment : bill.corrections()) {
            row(
                    adjustment.programme(),
                    words.word("adjustment." + adjustment.kind(), words.month(adjustment.serviceMonth())),
                    "",
                    "",
                    sums(adjustment));
        }
        y += 60;
    }

    private static Sums sums(BilledAdjustment adjustment) {
        return Sums.of(Money.ZERO, Money.ZERO, Money.ZERO, adjustment.amount());
    }

    private void groupHead(String name, Sums sums) {
        room(520);
        sheet.text(name, LEFT, y, BODY_HEAVY);
        figures(sums, y, figureHeavy);
        sheet.rule(LEFT, RIGHT, y + 60, 4, Ink.LINE);
        y += 210;
    }

    private void row(String name, String note, String quantity, String price, Sums sums) {
        String discount = sums.discount().isZero()
                ? ""
                : words.word("discount", words.money(sums.list()), words.money(sums.discount()));
        // Names end before the quantity; the notes below them, before what stands below the amount.
        int nameWidth = quantity.isEmpty()
                ? EDGES[1] - LEFT
                : Math.max(LEAST_NAME, EDGES[0] - sheet.width(quantity, figure) - 2 * GAP - LEFT);
        int noteWidth = discount.isEmpty()
                ? EDGES[1] - LEFT
                : Math.max(LEAST_NAME, EDGES[2] - sheet.width(discount, NOTE) - 2 * GAP - LEFT);
        List<String> names = sheet.wrap(name, nameWidth, BODY);
        List<String> notes = sheet.wrap(note, noteWidth, NOTE);
        room(names.size() * 120 + notes.size() * 100 + 60);
        sheet.right(quantity, EDGES[0], y, figure);
        sheet.right(price, EDGES[1], y, figure);
        figures(sums, y, figure);
        sheet.right(discount, EDGES[2], y + 120, NOTE);
        for (String line : names) {
            sheet.text(line, LEFT, y, BODY);
            y += 120;
        }
        for (String line : notes) {
            sheet.text(line, LEFT, y, NOTE);
            y += 100;
        }
        sheet.rule(LEFT, RIGHT, y - 40, 3, Ink.LINE);
        y += 110;
    }

    private void figures(Sums sums, int row, Style style) {
        sheet.right(words.money(sums.net()), EDGES[2], row, style);
        sheet.right(words.deducted(sums.subsidy()), EDGES[3], row, style);
        sheet.right(words.money(sums.vat()), EDGES[4], row, style);
        sheet.right(words.money(sums.payable()), EDGES[5], row, style);
    }

    private void total() {
        room(400);
        sheet.rule(LEFT, RIGHT, y - 110, 10, Ink.TEXT);
        y += 60;
        sheet.text(words.word("total"), LEFT, y, BODY_HEAVY);
        figures(Sums.of(bill.net(), bill.subsidy(), bill.vat(), bill.payable()), y, figureHeavy);
        y += 320;
    }

    private void notes() {
        if (!charged.discount().isZero()) {
            note(words.word(
                    "discount.sum",
                    words.money(charged.list()),
                    words.money(charged.discount()),
                    words.money(charged.net())));
        }
        note(words.word("note.vat"));
        if (bill.subsidyProvisional()) {
            note(words.word("note.subsidy"));
        }
        note(words.word("note.time"));
        note(words.word("note.hash", Objects.requireNonNullElse(bill.sha256(), "")));
    }

    private void note(String text) {
        for (String line : sheet.wrap(text, RIGHT - LEFT, NOTE)) {
            room(110);
            sheet.text(line, LEFT, y, NOTE);
            y += 110;
        }
        y += 30;
    }

    private void foot(int page) {
        int row = PdfSheet.HEIGHT - 380;
        sheet.rule(LEFT, RIGHT, row - 120, 4, Ink.LINE);
        String rest = " · " + Objects.requireNonNull(bill.number()) + " · " + words.month(bill.month());
        String issuer = sheet.cut(statement.issuer(), RIGHT - LEFT - 700 - sheet.width(rest, NOTE), NOTE);
        sheet.text(issuer + rest, LEFT, row, NOTE);
        sheet.right(words.word("page", Integer.toString(page + 1), Integer.toString(sheet.pages())), RIGHT, row, NOTE);
    }

    /// Turns to the next page if there is not so much room left.
    private void room(int height) {
        if (y + height > BOTTOM) {
            sheet.nextPage();
            y = 640;
            tableHead();
        }
    }
}
