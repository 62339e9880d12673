package dev.aquifer.console.assessor;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.subsidies.EvidenceFiles;
import dev.aquifer.console.subsidies.Requirements;
import java.util.List;
import java.util.stream.Stream;

/// The evidence beside the form: what the programme asks for, the files for each, and one of them shown in the page.
/// A file is read, and its reading noted, only when it is opened.
class EvidenceViewer extends Card {
    private final Calls calls;
    private final Billing billing;
    private final ApplicationView application;
    private final Div shown = new Div();

    EvidenceViewer(Calls calls, Billing billing, ApplicationView application) {
        super(I18NProvider.translate("apply.evidence"));
        this.calls = calls;
        this.billing = billing;
        this.application = application;
        shown.setId("evidence-shown");
        shown.addClassName("aq-viewer");
        shown.setVisible(false);
        requirements().forEach(this::requirement);
        add(Text.note(getTranslation("assess.audited")), shown);
    }

    private List<String> requirements() {
        return Stream.concat(
                        application.requirements().stream(),
                        application.evidence().stream().map(EvidenceView::requirement))
                .distinct()
                .toList();
    }

    private void requirement(String requirement) {
        var part = new Div(new H3(Requirements.name(requirement)));
        part.addClassName("aq-requirement");
        var files = application.evidence().stream()
                .filter(file -> file.requirement().equals(requirement))
                .toList();
        if (files.isEmpty()) {
            part.add(Text.note(getTranslation("apply.missing")));
        }
        for (var file : files) {
            var show = Buttons.plain(getTranslation("assess.show"), click -> show(file));
            show.setAriaLabel(getTranslation("assess.show.file", file.fileName()));
            show.addClassName("evidence-show");
            var row = new Div(new EvidenceFiles(List.of(file), calls, this::bytes), show);
            row.addClassName("aq-row");
            part.add(row);
        }
        add(part);
    }

    private byte[] bytes(EvidenceView file) {
        return billing.assessments().evidence(application.id(), file.id());
    }

    private void show(EvidenceView file) {
        var content = Downloads.of(calls, new Downloads.File(file.fileName(), file.mediaType()), () -> bytes(file))
                .inline();
        shown.removeAll();
        shown.add(new H3(file.fileName()));
        if (file.mediaType().startsWith("image/")) {
            shown.add(new Image(content, file.fileName()));
        } else {
            var frame = new IFrame(content);
            frame.getElement().setAttribute("title", file.fileName());
            if (file.mediaType().startsWith("text/")) {
                // Not even as a page of ours could it do anything. A PDF is shown by the browser's own reader, which
                // a sandbox would keep from starting.
                frame.setSandbox(IFrame.SandboxType.RESTRICT_ALL);
            }
            shown.add(frame);
        }
        var hash = Text.note("SHA-256 " + file.sha256());
        hash.addClassName("aq-mono");
        shown.add(hash);
        shown.setVisible(true);
    }
}
