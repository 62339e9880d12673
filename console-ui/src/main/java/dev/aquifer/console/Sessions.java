package dev.aquifer.console;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.HandlerHelper;
import com.vaadin.flow.server.HandlerHelper.RequestType;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.visit.Preferences;
import dev.aquifer.console.visit.SignedIn;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.organisation.OrganisationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// What happens when a browser opens the console: the language is set, the person and their organisations are looked
/// up, and each page is opened to those alone that it is made for.
@ApplicationScoped
class Sessions {
    private static final String ORGANISATIONS = Sessions.class.getName() + ".organisations";

    private final SignedIn signedIn;
    private final Calls calls;
    private final Platform platform;

    Sessions(SignedIn signedIn, Calls calls, Platform platform) {
        this.signedIn = signedIn;
        this.calls = calls;
        this.platform = platform;
    }

    void onStart(@Observes ServiceInitEvent event) {
        var service = event.getSource();
        service.addSessionInitListener(
                init -> Preferences.language(init.getRequest()).ifPresent(init.getSession()::setLocale));
        event.addRequestHandler(this::ask);
        service.addUIInitListener(init -> open(init.getUI(), VaadinRequest.getCurrent()));
        // An ended session is not an error to read about: the page loads itself again, and sign-in follows if needed.
        service.setSystemMessagesProvider(info -> {
            var messages = new CustomizedSystemMessages();
            messages.setSessionExpiredNotificationEnabled(false);
            return messages;
        });
    }

    /// Asked at each full load, before the page is made: menu and access depend on it, and nothing is shown before.
    /// Not while it is made: then the session is locked, and the loop that brings the answer may wait for that
    /// lock, too.
    private boolean ask(VaadinSession session, VaadinRequest request, VaadinResponse response) {
        if (HandlerHelper.isRequestType(request, RequestType.INIT)
                && calls.makeHere(session, platform.organisations()::mine)
                        instanceof Calls.Answer.Value<List<OrganisationView>>(var found)) {
            request.setAttribute(ORGANISATIONS, found);
        }
        return false;
    }

    private void open(UI ui, VaadinRequest request) {
        var visit = visit(ui.getSession());
        if (request.getAttribute(ORGANISATIONS) instanceof List<?> found) {
            visit.organisationsAre(
                    found.stream().map(OrganisationView.class::cast).toList());
        }
        ui.addBeforeEnterListener(Sessions::guard);
    }

    /// Another person in the same browser gets a visit of their own.
    private Visit visit(VaadinSession session) {
        var person = signedIn.person();
        var visit = Visit.of(session)
                .filter(present -> present.person().equals(person))
                .orElseGet(() -> new Visit(person));
        visit.keepIn(session);
        return visit;
    }

    private static void guard(BeforeEnterEvent event) {
        var page = event.getNavigationTarget();
        if (!event.isErrorEvent() && !Visit.current().opens(page)) {
            event.rerouteToError(NoAccessException.class, page.getName());
        }
    }
}
