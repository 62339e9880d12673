package dev.aquifer.console;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says that a page is not open to the person, who has it, and whom to ask.
@ParentLayout(Frame.class)
public class NoAccess extends Page implements HasErrorParameter<NoAccessException> {
    public NoAccess() {
        super("noAccess.title");
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NoAccessException> parameter) {
        var visit = Visit.current();
        var reason = visit.organisationsKnown()
                ? getTranslation("noAccess.text", audiences(parameter.getCustomMessage()))
                : getTranslation("noAccess.unknown");
        heading(getTranslation("noAccess.title"), reason);
        add(new EmptyState(getTranslation("noAccess.whom"), Links.button(getTranslation("go.home"), "")));
        return 403;
    }

    /// @param page name of the page's class: in an error's navigation the target is the error page
    private String audiences(String page) {
        Audience[] audiences;
        try {
            @Nullable OpenTo open = Class.forName(page).getAnnotation(OpenTo.class);
            audiences = open == null ? new Audience[] {Audience.OPERATORS} : open.value();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return Arrays.stream(audiences)
                .map(each -> getTranslation("audience." + each.name()))
                .collect(Collectors.joining(getTranslation("list.or")));
    }
}
