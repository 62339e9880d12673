package dev.aquifer.console;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import java.util.UUID;
import org.jboss.logging.Logger;

/// For faults of the console itself: says so, with a number that finds the log line.
@ParentLayout(Frame.class)
public class Broken extends Page implements HasErrorParameter<Exception> {
    private static final Logger LOG = Logger.getLogger(Broken.class);

    public Broken() {
        super("broken.title");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var number = UUID.randomUUID();
        LOG.errorf(
                parameter.getException(),
                "a page could not be shown number=%s path=%s",
                number,
                event.getLocation().getPath());
        heading(getTranslation("broken.title"), getTranslation("broken.text", number.toString()));
        add(new EmptyState(getTranslation("broken.hint"), Links.button(getTranslation("go.home"), "")));
        return 500;
    }
}
