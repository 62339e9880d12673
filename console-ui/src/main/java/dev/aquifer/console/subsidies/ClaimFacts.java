package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.ClaimPart;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.CodeBlock;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.Pairs;
import dev.aquifer.console.part.Status;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.part.Tone;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A claim reconciled with its accruals, its parts by organisation, its evidence package, and its steps.
public class ClaimFacts extends Div {
    /// @param bytes reads the evidence package, @param actions what the reader may do with the claim now
    public ClaimFacts(Calls calls, ClaimView claim, Supplier<byte[]> bytes, Component... actions) {
        addClassName("aq-stack");
        var formats = Formats.current();
        var status = ApplicationStates.status(claim.state());
        status.setId("claim-state");
        var head = new Card(
                formats.name(claim.programmeTitle(), claim.programmeTitleZh()) + " · " + claim.period(),
                status,
                Text.paragraph(getTranslation("claim." + claim.state() + ".text")),
                reconciled(claim),
                figures(claim));
        var row = new Div(actions);
        row.addClassName("aq-actions");
        head.add(row);
        add(head);
        if (!claim.parts().isEmpty()) {
            add(parts(claim));
        }
        if (claim.packageSha256() != null && claim.packageBytes() != null) {
            add(evidence(calls, claim, claim.packageSha256(), claim.packageBytes(), bytes));
        }
        if (!claim.steps().isEmpty()) {
            add(new Card(getTranslation("history.title"), new Steps(claim.steps())));
        }
    }

    /// The difference in words: zero is said, too.
    private Div reconciled(ClaimView claim) {
        var formats = Formats.current();
        var tone = claim.difference().isZero() ? Tone.GOOD : Tone.WARN;
        var line = new Div(new Status(
                getTranslation("claim.finding." + claim.finding(), formats.money(claim.difference())), tone));
        line.setId("claim-finding");
        return line;
    }

    private Pairs figures(ClaimView claim) {
        var formats = Formats.current();
        var pairs = new Pairs()
                .with(getTranslation("claim.claimed"), formats.money(claim.claimed()))
                .with(getTranslation("claim.accrued"), formats.money(claim.accrued()))
                .with(getTranslation("claim.difference"), formats.money(claim.difference()));
        if (claim.paid() != null) {
            pairs.with(getTranslation("claim.paid"), formats.money(claim.paid()))
                    .with(getTranslation("claim.reference"), Formats.orNothing(claim.reference()))
                    .with(
                            getTranslation("claim.paidOn"),
                            claim.paidOn() == null ? Formats.NOTHING : formats.date(claim.paidOn()))
                    .with(getTranslation("decide.reasons"), Formats.orNothing(claim.reasons()));
        }
        return pairs;
    }

    private Card parts(ClaimView claim) {
        var formats = Formats.current();
        return new Card(
                getTranslation("claim.parts"),
                new Table<ClaimPart>(getTranslation("claim.parts"))
                        .text(getTranslation("assess.organisation"), ClaimPart::organisationName)
                        .number(getTranslation("claim.lines"), part -> formats.count(part.lines()))
                        .number(getTranslation("claim.claimed"), part -> formats.money(part.claimed()))
                        .number(getTranslation("claim.paid"), part -> orNothing(formats, part.paid()))
                        .number(getTranslation("claim.shortfall"), part -> orNothing(formats, part.shortfall()))
                        .rows(claim.parts()));
    }

    private Card evidence(Calls calls, ClaimView claim, String sha256, long size, Supplier<byte[]> bytes) {
        var name = "claim-" + claim.programmeCode() + "-" + claim.period() + ".zip";
        var download = Downloads.button(
                calls, getTranslation("claim.package.download"), new Downloads.File(name, "application/zip"), bytes);
        download.setId("claim-package");
        return new Card(
                getTranslation("claim.package"),
                Text.paragraph(
                        getTranslation("claim.package.text", Formats.current().file(size))),
                download,
                new CodeBlock(
                        "echo '" + sha256 + "  " + name + "' | sha256sum -c\nunzip -q " + name
                                + " -d claim && cd claim && sha256sum -c SHA256SUMS",
                        getTranslation("claim.package.verify")));
    }

    private static String orNothing(Formats formats, @Nullable Money money) {
        return money == null ? Formats.NOTHING : formats.money(money);
    }
}
