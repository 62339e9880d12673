package dev.aquifer.console.models;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.UploadEvent;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.client.Problem;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.ErrorText;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Uploads;
import dev.aquifer.platform.api.model.ModelView;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Takes a GGUF file: streamed on to the server as it comes from the browser, never kept here. The server reads its
/// header and says what is wrong with it, if anything is.
class UploadModelDialog extends Dialog {
    private final Calls calls;
    private final Platform platform;
    private final Runnable uploaded;
    private final TextField name = new TextField(getTranslation("models.upload.name"));
    private final Div trouble = new Div();
    private final Upload upload;

    UploadModelDialog(Calls calls, Platform platform, Runnable uploaded) {
        this.calls = calls;
        this.platform = platform;
        this.uploaded = uploaded;
        setHeaderTitle(getTranslation("models.upload"));
        setWidth("32rem");
        setMaxWidth("100%");
        name.setId("model-name");
        name.setMaxLength(60);
        name.setWidthFull();
        name.setHelperText(getTranslation("models.upload.name.help"));
        name.setValueChangeMode(ValueChangeMode.EAGER);
        upload = Uploads.of(this::take, getTranslation("models.upload.choose"), ".gguf");
        upload.setId("model-file");
        upload.setWidthFull();
        add(new Paragraph(getTranslation("models.upload.text")), name, upload, trouble);
        var close = Buttons.quiet(getTranslation("close"), click -> close());
        close.setId("model-upload-close");
        getFooter().add(close);
    }

    private void take(UploadEvent event) {
        var answer = calls.upload(
                event.getUI(),
                event.getSession(),
                () -> {
                    try (var file = event.getInputStream()) {
                        return platform.uploads().upload(nameFor(event.getFileName()), file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                this::show);
        if (answer instanceof Calls.Answer.Refusal<ModelView>(var problem)) {
            event.reject(problem.slug());
        }
    }

    private void show(Calls.Answer<ModelView> answer) {
        switch (answer) {
            case Calls.Answer.Value<ModelView>(var model) -> done(model);
            case Calls.Answer.Refusal<ModelView>(var problem) -> refused(problem);
        }
    }

    /// The name that was typed, or the file's own without its ending.
    private String nameFor(String fileName) {
        var typed = name.getValue().strip();
        if (!typed.isEmpty()) {
            return typed;
        }
        var base = fileName.replaceAll("(?i)\\.gguf$", "");
        return base.length() > 60 ? base.substring(0, 60) : base;
    }

    private void done(ModelView model) {
        close();
        Notices.done(getTranslation("models.upload.done", model.name()));
        uploaded.run();
    }

    private void refused(Problem problem) {
        upload.clearFileList();
        trouble.removeAll();
        trouble.add(new ErrorText(problem));
    }
}
