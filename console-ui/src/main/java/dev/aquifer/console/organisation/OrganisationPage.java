package dev.aquifer.console.organisation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.console.part.Buttons;
import dev.aquifer.console.part.Card;
import dev.aquifer.console.part.Confirm;
import dev.aquifer.console.part.EmptyState;
import dev.aquifer.console.part.Loaded;
import dev.aquifer.console.part.Notices;
import dev.aquifer.console.part.Page;
import dev.aquifer.console.part.PagedTable;
import dev.aquifer.console.part.Table;
import dev.aquifer.console.part.Text;
import dev.aquifer.console.visit.Audience;
import dev.aquifer.console.visit.OpenTo;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.audit.AuditEntry;
import dev.aquifer.platform.api.organisation.ChangeRole;
import dev.aquifer.platform.api.organisation.MemberView;
import dev.aquifer.platform.api.organisation.Role;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// Who is in the organisation, with which role, and who did what.
@Route("organisation")
@OpenTo(Audience.MEMBERS)
public class OrganisationPage extends Page {
    private final Calls calls;
    private final Platform platform;
    private final Loaded<List<MemberView>> members;

    OrganisationPage(Calls calls, Platform platform) {
        super("nav.organisation");
        this.calls = calls;
        this.platform = platform;
        var visit = Visit.current();
        var organisation = visit.organisation().orElseThrow();
        var code = organisation.creditCode();
        heading(
                organisation.name(),
                code == null
                        ? getTranslation("organisation.sub", organisation.slug())
                        : getTranslation("organisation.sub.code", organisation.slug(), code));
        members = new Loaded<>(calls, 3, platform.organisations()::members, this::members);
        add(new Card(getTranslation("organisation.members"), members));
        if (visit.owns()) {
            add(new Card(getTranslation("organisation.audit"), audit()));
        }
    }

    private Component members(List<MemberView> members) {
        var formats = Formats.current();
        boolean owns = Visit.current().owns();
        var table = new Table<MemberView>(getTranslation("organisation.members"))
                .column(getTranslation("name"), member -> Text.twoLines(member.name(), member.email()))
                .column(
                        getTranslation("organisation.role"),
                        member -> owns ? role(member) : new Span(getTranslation("role." + member.role())))
                .text(getTranslation("organisation.since"), member -> formats.minute(member.since()));
        if (owns && members.size() > 1) {
            table.column(getTranslation("actions"), this::remove);
        }
        return new Div(table.rows(members), Text.note(getTranslation("organisation.roles")));
    }

    private Select<Role> role(MemberView member) {
        var select = new Select<Role>();
        select.setItems(Role.values());
        select.setItemLabelGenerator(role -> getTranslation("role." + role));
        select.setAriaLabel(getTranslation("organisation.role.of", member.name()));
        select.setValue(member.role());
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                calls.make(
                        () -> platform.organisations().changeRole(member.person(), new ChangeRole(change.getValue())),
                        done -> members.fetch(),
                        problem -> {
                            select.setValue(member.role());
                            Notices.failed(problem);
                        });
            }
        });
        return select;
    }

    private Component remove(MemberView member) {
        return Buttons.quiet(
                getTranslation("organisation.remove"),
                click -> new Confirm(
                                getTranslation("organisation.remove"),
                                getTranslation("organisation.remove.text", member.name()),
                                getTranslation("organisation.remove"),
                                () -> calls.make(
                                        () -> {
                                            platform.organisations().remove(member.person());
                                            return member;
                                        },
                                        done -> members.fetch(),
                                        Notices::failed))
                        .open());
    }

    private Component audit() {
        var formats = Formats.current();
        var names = new ConcurrentHashMap<String, String>();
        var table = new Table<AuditEntry>(getTranslation("organisation.audit"))
                .text(getTranslation("audit.at"), entry -> formats.exact(entry.at()))
                .text(getTranslation("audit.who"), entry -> {
                    var key = entry.keyName();
                    return key == null
                            ? names.getOrDefault(entry.person(), entry.person())
                            : getTranslation("audit.key", key);
                })
                .text(getTranslation("audit.what"), entry -> getTranslation("audit.act." + entry.action()))
                .text(getTranslation("audit.detail"), entry -> {
                    var detail = entry.detail();
                    return detail == null ? Formats.NOTHING : detail;
                });
        return new PagedTable<>(
                calls,
                table,
                after -> {
                    platform.organisations().members().forEach(member -> names.put(member.person(), member.name()));
                    var page = platform.audit().list(after, 20);
                    return new PagedTable.Slice<>(page.items(), page.next());
                },
                new EmptyState(getTranslation("audit.none")));
    }
}
