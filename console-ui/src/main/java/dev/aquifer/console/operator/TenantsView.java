package dev.aquifer.console.operator;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import dev.aquifer.billing.api.standing.StandingView;
import dev.aquifer.console.client.Billing;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.money.StandingStatus;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Links;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.platform.api.organisation.OrganisationView;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Organisations with their credit limits and what is used of them.
@Route("operator/tenants")
@OpenTo(Audience.OPERATORS)
public class TenantsView extends Page {
    private record Tenant(
            OrganisationView organisation, @Nullable StandingView standing) {}

    private final Calls calls;
    private final Platform platform;
    private final Billing billing;
    private final Card card = new Card();

    TenantsView(Calls calls, Platform platform, Billing billing) {
        super("nav.operator.tenants");
        this.calls = calls;
        this.platform = platform;
        this.billing = billing;
        heading(getTranslation("nav.operator.tenants"), getTranslation("work.operator.tenants"));
        add(card);
        show();
    }

    private void show() {
        var formats = Formats.current();
        var table = new Table<Tenant>(getTranslation("nav.operator.tenants"))
                .column(
                        getTranslation("name"),
                        tenant -> Text.twoLines(
                                Links.to(
                                        "operator/tenants/"
                                                + tenant.organisation().id(),
                                        tenant.organisation().name()),
                                tenant.organisation().slug()))
                .text(
                        getTranslation("tenants.since"),
                        tenant -> formats.minute(tenant.organisation().createdAt()))
                .column(
                        getTranslation("state"),
                        tenant -> tenant.standing() == null
                                ? new Span(Formats.NOTHING)
                                : StandingStatus.of(tenant.standing().state()))
                .number(
                        getTranslation("bills.credit.used"),
                        tenant -> tenant.standing() == null
                                ? Formats.NOTHING
                                : formats.money(tenant.standing().used()))
                .numbers(getTranslation("tenants.limit"), this::limit);
        card.removeAll();
        card.add(new PagedTable<>(calls, table, this::page, new EmptyState(getTranslation("tenants.none"))));
    }

    private Component limit(Tenant tenant) {
        var standing = tenant.standing();
        if (standing == null) {
            return new Span(Formats.NOTHING);
        }
        var limit = Formats.current().money(standing.creditLimit());
        var change = Buttons.quiet(
                limit, click -> new CreditDialog(calls, billing, tenant.organisation(), standing, this::show).open());
        change.setAriaLabel(
                getTranslation("tenants.limit.change", tenant.organisation().name(), limit));
        return change;
    }

    private PagedTable.Slice<Tenant> page(@Nullable UUID after) {
        var page = platform.organisations().all(after, 50);
        Map<UUID, StandingView> standings = billing.standings().all().stream()
                .collect(Collectors.toMap(StandingView::organisation, Function.identity()));
        return new PagedTable.Slice<>(
                page.items().stream()
                        .map(organisation -> new Tenant(organisation, standings.get(organisation.id())))
                        .toList(),
                page.next());
    }
}
