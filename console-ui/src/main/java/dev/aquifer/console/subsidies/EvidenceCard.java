package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Text;
import java.io.ByteArrayInputStream;
import java.util.List;

/// What the programme asks for, what was handed in for each, and a place to add a file while it is a draft.
class EvidenceCard extends Card {
    private static final int MAX_BYTES = 20_000_000;

    private final Calls calls;
    private final Billing billing;
    private final ApplicationView application;
    private final Runnable added;

    EvidenceCard(
            Calls calls,
            Billing billing,
            ApplicationView application,
            List<String> requirements,
            boolean edits,
            Runnable added) {
        super(com.vaadin.flow.i18n.I18NProvider.translate("apply.evidence"));
        this.calls = calls;
        this.billing = billing;
        this.application = application;
        this.added = added;
        for (var requirement : requirements) {
            var files = application.evidence().stream()
                    .filter(file -> file.requirement().equals(requirement))
                    .toList();
            var part = new Div(
                    new H3(Requirements.name(requirement)),
                    Text.note(Requirements.help(requirement)),
                    new EvidenceFiles(files, calls, this::bytes));
            part.addClassName("aq-requirement");
            if (edits) {
                part.add(upload(requirement));
            } else if (files.isEmpty()) {
                part.add(Text.paragraph(getTranslation("apply.missing")));
            }
            add(part);
        }
    }

    private byte[] bytes(EvidenceView file) {
        return billing.subsidies().evidence(application.id(), file.id());
    }

    private Upload upload(String requirement) {
        var ui = UI.getCurrent();
        var session = ui.getSession();
        var upload = new Upload(UploadHandler.inMemory((metadata, data) -> calls.upload(
                ui,
                session,
                () -> billing.subsidies()
                        .addEvidence(
                                application.id(),
                                requirement,
                                metadata.fileName(),
                                metadata.contentType(),
                                new ByteArrayInputStream(data)),
                this::taken)));
        upload.setId("apply-evidence-" + requirement);
        upload.setAcceptedFileTypes("application/pdf", "image/png", "image/jpeg", "text/plain");
        upload.setMaxFileSize(MAX_BYTES);
        upload.setMaxFiles(1);
        var words = new UploadI18N();
        words.setAddFiles(
                new UploadI18N.AddFiles().setOne(getTranslation("upload.one")).setMany(getTranslation("upload.one")));
        words.setDropFiles(new UploadI18N.DropFiles()
                .setOne(getTranslation("upload.drop"))
                .setMany(getTranslation("upload.drop")));
        words.setError(new UploadI18N.Error()
                .setFileIsTooBig(getTranslation("upload.tooBig"))
                .setIncorrectFileType(getTranslation("upload.type"))
                .setTooManyFiles(getTranslation("upload.one")));
        upload.setI18n(words);
        return upload;
    }

    private void taken(Calls.Answer<EvidenceView> answer) {
        switch (answer) {
            case Calls.Answer.Value<EvidenceView> _ -> added.run();
            case Calls.Answer.Refusal<EvidenceView>(var problem) -> Notices.failed(problem);
        }
    }
}
