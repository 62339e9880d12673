package dev.aquifer.console.visit;

import com.vaadin.flow.server.VaadinSession;
import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person's stay at the console in one browser: who it is, their organisations and the one acted in. Read and
/// changed under the Vaadin session's lock only.
public final class Visit {
    private final Person person;
    private List<OrganisationView> organisations = List.of();
    private boolean known;
    private @Nullable UUID chosen;

    public Visit(Person person) {
        this.person = person;
    }

    /// The visit that the present Vaadin session belongs to.
    ///
    /// @throws IllegalStateException before a page was opened
    public static Visit current() {
        return of(VaadinSession.getCurrent())
                .orElseThrow(() -> new IllegalStateException("no page was opened in this session"));
    }

    public static Optional<Visit> of(VaadinSession session) {
        return Optional.ofNullable(session.getAttribute(Visit.class));
    }

    public void keepIn(VaadinSession session) {
        session.setAttribute(Visit.class, this);
    }

    public Person person() {
        return person;
    }

    /// False while the server that knows organisations could not be asked.
    public boolean organisationsKnown() {
        return known;
    }

    public List<OrganisationView> organisations() {
        return organisations;
    }

    public void organisationsAre(List<OrganisationView> found) {
        organisations = List.copyOf(found);
        known = true;
    }

    /// The organisation that the person acts in; empty if there is none yet.
    public Optional<OrganisationView> organisation() {
        return organisations.stream()
                .filter(each -> each.id().equals(chosen))
                .findFirst()
                .or(() -> organisations.stream().findFirst());
    }

    public void choose(UUID organisation) {
        chosen = organisation;
    }

    public Optional<Role> role() {
        return organisation().map(OrganisationView::role);
    }

    /// Whether the person may change what builders make: deployments, models, keys.
    public boolean builds() {
        return role().filter(role -> role == Role.OWNER || role == Role.DEVELOPER)
                .isPresent();
    }

    /// Whether the person may apply for subsidies.
    public boolean applies() {
        return role().filter(role -> role == Role.OWNER || role == Role.FINANCE).isPresent();
    }

    public boolean owns() {
        return role().filter(role -> role == Role.OWNER).isPresent();
    }

    /// Whether the person may open the page; a page that does not say to whom it opens stays shut.
    public boolean opens(Class<?> page) {
        var open = page.getAnnotation(OpenTo.class);
        return open != null && Arrays.stream(open.value()).anyMatch(this::isOf);
    }

    public boolean isOf(Audience audience) {
        return switch (audience) {
            case EVERYONE -> true;
            case OPERATORS -> person.operator();
            case ASSESSORS -> person.assessor();
            case MEMBERS, BUILDERS, PAYERS, OWNERS ->
                role().filter(audience::has).isPresent();
        };
    }
}
