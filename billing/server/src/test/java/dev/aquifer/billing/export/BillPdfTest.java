package dev.aquifer.billing.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledCredit;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is on paper is what is on the bill.
class BillPdfTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 10);
    private static final Path PICTURES = Path.of("target", "bills");

    @ParameterizedTest
    @CsvSource({"en,Payable,1", "zh,应付金额,1", "en,Payable,60", "zh,应付金额,60"})
    void the_figures_stand_on_paper(String language, String payable, int deployments) throws IOException {
        // given
        BillView bill = bill(deployments);
        Statement statement =
                new Statement("Aquifer (Shanghai) Computing Ltd. 含水层（上海）算力有限公司", "白鹭智能科技有限公司 Egret AI", bill);
        BillWords words = BillWords.of(language).orElseThrow();

        // when
        byte[] file = BillPdf.of(statement, words);

        // then
        assertThat(BillPdf.of(statement, words)).isEqualTo(file);
        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains(payable, "AQ-202610-9F3A61C2D4E5", "白鹭智能科技有限公司")
                    .contains(words.money(bill.payable()), words.money(bill.net()), words.money(bill.vat()));
            assertThat(document.getNumberOfPages() > 1).isEqualTo(deployments > 1);
            for (int page = 0; page < Math.min(2, document.getNumberOfPages()); page++) {
                var resources = document.getPage(page).getResources();
                for (var name : resources.getFontNames()) {
                    PDFont font = resources.getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    assertThat(font.getName()).matches("[A-Z]{6}\\+.*");
                }
                Files.createDirectories(PICTURES);
                ImageIO.write(
                        new PDFRenderer(document).renderImageWithDPI(page, 80),
                        "png",
                        PICTURES.resolve(language + "-" + deployments + "-" + page + ".png")
                                .toFile());
            }
        }
        assertThat(file.length).isLessThan(400_000);
    }

    @ParameterizedTest
    @CsvSource({"en,list ¥,discount ¥", "zh,原价 ¥,优惠 ¥"})
    void discounts_credit_notes_late_lines_and_long_names_have_their_place(
            String language, String list, String discount) throws IOException {
        // given
        BillView bill = everything();
        Statement statement = new Statement(
                "Aquifer (Shanghai) Computing and Intelligent Infrastructure Operations Limited, Xuhui Branch Office",
                "白鹭智能科技（上海）股份有限公司华东区域人工智能大模型训练与推理业务第二事业部 Egret Artificial Intelligence",
                bill);
        BillWords words = BillWords.of(language).orElseThrow();

        // when
        byte[] file = BillPdf.of(statement, words);

        // then
        try (PDDocument document = Loader.loadPDF(file)) {
            String text = new PDFTextStripper().getText(document);
            for (int page = 0; page < document.getNumberOfPages(); page++) {
                Files.createDirectories(PICTURES);
                ImageIO.write(
                        new PDFRenderer(document).renderImageWithDPI(page, 110),
                        "png",
                        PICTURES.resolve(language + "-everything-" + page + ".png")
                                .toFile());
                assertThat(overflows(document.getPage(page), document)).isFalse();
            }
            // Words may stand on several lines.
            String run = text.replaceAll("\\s", "");
            assertThat(text).contains(list + "10,656.00 − " + discount + "1,598.40", "¥9,057.60", "−¥100.00");
            assertThat(run)
                    .contains(words.word("credit.commitment-used-later").replace(" ", ""))
                    .contains(words.word("late", words.month(MONTH.minusMonths(1)))
                            .replace(" ", ""))
                    .contains("x".repeat(60))
                    .doesNotContain("LEASEhuawei")
                    .contains(words.money(bill.payable()));
        }
    }

    /// Whether any ink lies in the margins.
    private static boolean overflows(PDPage page, PDDocument document) throws IOException {
        BufferedImage image =
                new PDFRenderer(document).renderImageWithDPI(document.getPages().indexOf(page), 72);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < 30; x++) {
                if ((image.getRGB(x, y) & 0xffffff) != 0xffffff
                        || (image.getRGB(image.getWidth() - 1 - x, y) & 0xffffff) != 0xffffff) {
                    return true;
                }
            }
        }
        return false;
    }

    private static BillView everything() {
        BillView plain = bill(1);
        List<ChargeView> leases = new ArrayList<>();
        for (ChargeView each : plain.groups().getFirst().charges()) {
            leases.add(with(
                    each,
                    each.day(),
                    "customer-service-assistant-production-shanghai-" + "x".repeat(60),
                    Money.of("532.80")));
        }
        LocalDate late = MONTH.minusMonths(1).atDay(30);
        leases.add(with(
                charge(99, ChargeKind.LEASE, new UUID(1, 9), 1, null, "691200", "18.50"),
                late,
                "late-lease",
                Money.ZERO));
        ChargeView fee = new ChargeView(
                new UUID(3, 77),
                ChargeKind.FEE,
                MONTH.atEndOfMonth(),
                null,
                "LEASE huawei-ascend-910b4",
                "commitment-not-used",
                null,
                false,
                BigDecimal.ONE,
                "month",
                new BigDecimal("1300.00"),
                "month",
                "C-2026-07",
                plain.countedThrough(),
                plain.countedThrough(),
                Money.of("1300.00"),
                Money.ZERO,
                Money.of("1300.00"),
                Money.ZERO,
                Money.of("78.00"),
                Money.of("1378.00"),
                List.of());
        List<BillGroup> groups =
                List.of(group(ChargeKind.LEASE, leases), plain.groups().getLast(), group(ChargeKind.FEE, List.of(fee)));
        List<BilledCredit> credits = List.of(
                new BilledCredit(
                        new UUID(6, 1),
                        new UUID(3, 1),
                        Money.of("-100.00"),
                        Money.of("-6.00"),
                        "A chip of the lease failed on 12 October between 02:14 and 05:40; the time is given back in full,"
                                + " with our apologies",
                        MONTH.minusMonths(1)),
                new BilledCredit(
                        new UUID(6, 2),
                        new UUID(3, 2),
                        Money.of("-300.00"),
                        Money.of("-18.00"),
                        "commitment-used-later",
                        MONTH.minusMonths(1)));
        Money net = sum(groups, BillGroup::net).plus(Money.of("-400.00"));
        Money vat = sum(groups, BillGroup::vat).plus(Money.of("-24.00"));
        return new BillView(
                plain.organisation(),
                MONTH,
                "CLOSED",
                plain.number(),
                plain.closedAt(),
                plain.sha256(),
                plain.countedThrough(),
                "CNY",
                plain.vatRate(),
                net,
                vat,
                plain.subsidy(),
                plain.adjustments(),
                net.plus(vat).minus(plain.subsidy()).plus(plain.adjustments()),
                true,
                groups,
                credits,
                plain.subsidies(),
                plain.corrections());
    }

    private static Money sum(List<BillGroup> groups, Function<BillGroup, Money> amount) {
        return groups.stream().map(amount).reduce(Money.ZERO, Money::plus);
    }

    private static ChargeView with(ChargeView charge, LocalDate day, String name, Money discount) {
        Money net = charge.list().minus(discount);
        return new ChargeView(
                charge.id(),
                charge.kind(),
                day,
                charge.deployment(),
                name,
                charge.item(),
                charge.bucket(),
                charge.simulated(),
                charge.quantity(),
                charge.unit(),
                charge.unitPrice(),
                charge.priceUnit(),
                charge.priceBook(),
                charge.from(),
                charge.until(),
                charge.list(),
                discount,
                net,
                charge.subsidy(),
                charge.vat(),
                net.plus(charge.vat()).minus(charge.subsidy()),
                List.of());
    }

    private static BillView bill(int deployments) {
        List<ChargeView> leases = new ArrayList<>();
        List<ChargeView> tokens = new ArrayList<>();
        List<BilledSubsidy> subsidies = new ArrayList<>();
        for (int i = 0; i < deployments; i++) {
            UUID deployment = new UUID(1, i);
            for (int day = 1; day <= 3; day++) {
                ChargeView lease = charge(i * 10 + day, ChargeKind.LEASE, deployment, day, null, "691200", "18.50");
                leases.add(lease);
                subsidies.add(subsidy(lease.id(), lease.subsidy(), MONTH));
            }
            tokens.add(charge(i * 10 + 5, ChargeKind.TOKENS, deployment, 2, "INPUT", "123456789", "2.00"));
            tokens.add(charge(i * 10 + 6, ChargeKind.TOKENS, deployment, 2, "OUTPUT", "45678901", "8.00"));
        }
        subsidies.add(subsidy(new UUID(7, 7), Money.of("98.76"), MONTH.minusMonths(1)));
        List<BilledAdjustment> corrections = List.of(new BilledAdjustment(
                "SHORTFALL", new UUID(7, 8), "SH-2025", new UUID(8, 1), null, Money.of("20.00"), MONTH.minusMonths(2)));
        BillGroup ofLeases = group(ChargeKind.LEASE, leases);
        BillGroup ofTokens = group(ChargeKind.TOKENS, tokens);
        Money net = ofLeases.net().plus(ofTokens.net());
        Money vat = ofLeases.vat().plus(ofTokens.vat());
        Money subsidy = ofLeases.subsidy().plus(Money.of("98.76"));
        return new BillView(
                new UUID(0, 1),
                MONTH,
                "CLOSED",
                "AQ-202610-9F3A61C2D4E5",
                Instant.parse("2026-11-02T16:00:00Z"),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                Instant.parse("2026-11-02T16:00:00Z"),
                "CNY",
                new BigDecimal("0.06"),
                net,
                vat,
                subsidy,
                Money.of("20.00"),
                net.plus(vat).minus(subsidy).plus(Money.of("20.00")),
                true,
                List.of(ofLeases, ofTokens),
                List.of(),
                subsidies,
                corrections);
    }

    private static BillGroup group(ChargeKind kind, List<ChargeView> charges) {
        return new BillGroup(
                kind,
                charges.stream().map(ChargeView::net).reduce(Money.ZERO, Money::plus),
                charges.stream().map(ChargeView::subsidy).reduce(Money.ZERO, Money::plus),
                charges.stream().map(ChargeView::vat).reduce(Money.ZERO, Money::plus),
                charges.stream().map(ChargeView::payable).reduce(Money.ZERO, Money::plus),
                charges);
    }

    private static ChargeView charge(
            int id, ChargeKind kind, UUID deployment, int day, @Nullable String bucket, String quantity, String price) {
        boolean lease = kind == ChargeKind.LEASE;
        LocalDate on = MONTH.atDay(day);
        Money net = Money.of(lease ? "3552.00" : "246.91");
        Money subsidy = lease ? Money.of("355.20") : Money.ZERO;
        Money vat = Money.of(lease ? "213.12" : "14.81");
        return new ChargeView(
                new UUID(3, id),
                kind,
                on,
                deployment,
                "lexicon-chat-" + deployment.getLeastSignificantBits(),
                lease ? "Huawei Ascend 910B4" : "aquifer-lexicon-6m",
                bucket,
                true,
                new BigDecimal(quantity),
                lease ? "chip-second" : "token",
                new BigDecimal(price),
                lease ? "chip-hour" : "million-tokens",
                "2026-01",
                Instant.parse("2026-10-01T00:00:00Z"),
                Instant.parse("2026-10-02T00:00:00Z"),
                net,
                Money.ZERO,
                net,
                subsidy,
                vat,
                net.plus(vat).minus(subsidy),
                List.of());
    }

    private static BilledSubsidy subsidy(UUID charge, Money amount, YearMonth service) {
        return new BilledSubsidy(
                charge,
                "SH-2025",
                "Shanghai compute vouchers 2025",
                "上海市智能算力券（2025）",
                new UUID(8, 1),
                amount,
                true,
                null,
                service,
                "CLAIMED");
    }
}
