package dev.aquifer.console.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.Refresh;
import dev.aquifer.console.usage.Anomalies;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.organisation.OrganisationView;
import java.time.Duration;

/// The first page. What it shows depends on who comes: a person without an organisation names one; members see the
/// first steps, the month so far and what runs; operators and assessors without an organisation see where their work
/// is.
@Route("")
@OpenTo(Audience.EVERYONE)
public class HomeView extends Page {
    private final Calls calls;
    private final Platform platform;
    private final Billing billing;

    HomeView(Calls calls, Platform platform, Billing billing) {
        super("nav.home");
        this.calls = calls;
        this.platform = platform;
        this.billing = billing;
        var visit = Visit.current();
        var organisation = visit.organisation();
        if (organisation.isPresent()) {
            showMonth(visit, organisation.get());
        } else if (!visit.organisationsKnown()) {
            heading(getTranslation("nav.home"), getTranslation("problem.unreachable"));
            add(new EmptyState(getTranslation("problem.unreachable.hint"), Links.button(getTranslation("again"), "")));
        } else if (visit.person().operator() || visit.person().assessor()) {
            heading(getTranslation("home.hello", visit.person().name()), getTranslation("home.work"));
            add(new WorkPlaces(visit.person()));
        } else {
            heading(getTranslation("org.name.title"), getTranslation("org.name.text"));
            add(new NameOrganisation(calls, platform, visit.person().email()));
        }
    }

    private void showMonth(Visit visit, OrganisationView organisation) {
        if (visit.builds()) {
            heading(
                    organisation.name(),
                    getTranslation("home.sub"),
                    Links.primary(getTranslation("deploy"), "deployments/new", VaadinIcon.PLUS));
        } else {
            heading(organisation.name(), getTranslation("home.sub"));
        }
        var steps = new FirstSteps(calls, platform);
        var chart = new Div();
        var facts = new Loaded<>(calls, 3, billing.bills()::usage, MonthFacts::new).also(usage -> {
            steps.usage(usage);
            chart.removeAll();
            chart.add(new TokensPerDay(usage.days()));
        });
        var two = new Div(new Card(getTranslation("home.tokensPerDay"), chart), steps);
        two.addClassName("aq-two");
        var deployments = new DeploymentsInBrief(getTranslation("nav.deployments"), calls, platform);
        add(facts, new Anomalies(calls, billing, platform), two, deployments);
        add(new Refresh(Duration.ofSeconds(5), () -> {
            facts.fetch();
            steps.fetch();
            deployments.fetch();
        }));
    }
}
