package dev.aquifer.console;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;

/// For addresses that lead nowhere.
@ParentLayout(Frame.class)
public class NotFound extends Page implements HasErrorParameter<NotFoundException> {
    public NotFound() {
        super("notFound.title");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        heading(getTranslation("notFound.title"), getTranslation("notFound.text"));
        add(new EmptyState(getTranslation("notFound.hint"), Links.button(getTranslation("go.home"), "")));
        return 404;
    }
}
