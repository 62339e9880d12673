package dev.aquifer.console.part;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Does something again and again while it is on the page. The browser asks, so each time has a request with a fresh
/// token, and a page that was left asks no more.
@Tag("aq-refresh")
public class Refresh extends Component {
    private final int millis;
    private final Runnable does;
    private @Nullable Registration polling;

    public Refresh(Duration every, Runnable does) {
        millis = (int) every.toMillis();
        this.does = does;
        getElement().setAttribute("hidden", true);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var ui = event.getUI();
        ui.setPollInterval(millis);
        polling = ui.addPollListener(poll -> does.run());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        stop(event.getUI());
    }

    /// Stops it, for when nothing can change any more.
    public void stop() {
        getUI().ifPresent(this::stop);
    }

    private void stop(UI ui) {
        if (polling != null) {
            polling.remove();
            polling = null;
            ui.setPollInterval(-1);
        }
    }
}
