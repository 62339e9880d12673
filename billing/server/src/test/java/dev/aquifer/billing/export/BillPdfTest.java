package dev.aquifer.billing.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.bill.BillGroup;
import dev.aquifer.billing.api.bill.BillView;
import dev.aquifer.billing.api.bill.BilledAdjustment;
import dev.aquifer.billing.api.bill.BilledSubsidy;
import dev.aquifer.billing.api.bill.ChargeKind;
import dev.aquifer.billing.api.bill.ChargeView;
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
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
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
