package dev.aquifer.console.part;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.List;

/// Uploads of one file at a time, with their texts in the page's language.
public final class Uploads {
    private Uploads() {}

    /// @param endings that the browser offers, e.g. `.gguf`
    public static Upload of(UploadHandler handler, String button, String... endings) {
        var upload = new Upload(handler);
        upload.setMaxFiles(1);
        upload.setAcceptedFileTypes(endings);
        upload.setUploadButton(new Button(button));
        upload.setDropLabel(new Span(I18NProvider.translate("upload.model.drop")));
        upload.setI18n(texts());
        return upload;
    }

    private static UploadI18N texts() {
        return new UploadI18N()
                .setDropFiles(new UploadI18N.DropFiles()
                        .setOne(text("upload.model.drop"))
                        .setMany(text("upload.model.drop")))
                .setError(new UploadI18N.Error()
                        .setTooManyFiles(text("upload.tooMany"))
                        .setFileIsTooBig(text("upload.model.tooBig"))
                        .setIncorrectFileType(text("upload.wrongType")))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(text("upload.connecting"))
                                .setStalled(text("upload.stalled"))
                                .setProcessing(text("upload.processing"))
                                .setHeld(text("upload.held")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                                .setPrefix(text("upload.left"))
                                .setUnknown(text("upload.unknown")))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(text("upload.refused"))
                                .setUnexpectedServerError(text("upload.refused"))
                                .setForbidden(text("upload.refused"))))
                .setFile(new UploadI18N.File()
                        .setRetry(text("again"))
                        .setStart(text("upload.start"))
                        .setRemove(text("upload.remove")))
                .setUnits(List.of("B", "kB", "MB", "GB", "TB"));
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }
}
