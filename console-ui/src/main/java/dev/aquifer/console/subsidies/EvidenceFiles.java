package dev.aquifer.console.subsidies;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Downloads;
import dev.aquifer.console.part.Text;
import java.util.List;
import java.util.function.Function;

/// Evidence files with their hashes, each to be opened. By the hash both sides see that they speak of the same file.
public class EvidenceFiles extends Div {
    /// @param bytes reads a file on behalf of the person who opens it
    public EvidenceFiles(List<EvidenceView> evidence, Calls calls, Function<EvidenceView, byte[]> bytes) {
        var formats = Formats.current();
        for (var file : evidence) {
            var link = new Anchor(
                    Downloads.of(calls, new Downloads.File(file.fileName(), file.mediaType()), () -> bytes.apply(file))
                            .inline(),
                    file.fileName());
            link.setTarget("_blank");
            link.addClassName("aq-link");
            var note = Text.exact(
                    formats.file(file.bytes()) + " · " + formats.minute(file.addedAt()) + " · SHA-256 "
                            + file.sha256().substring(0, 16) + "…",
                    file.sha256());
            note.addClassName("aq-note");
            var row = new Div(link, note);
            row.addClassNames("aq-evidence-file", "aq-cell2");
            add(row);
        }
    }
}
