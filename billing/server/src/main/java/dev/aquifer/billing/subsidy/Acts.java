package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.StepView;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes down what somebody did: for the organisation's audit log, and as a step that the applicant and the assessor
/// read beside the thing itself. What belongs to no organisation (a programme, a claim) has steps alone.
@ApplicationScoped
class Acts {
    static final String SYSTEM = "system";

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final Caller caller;
    private final Tenancy tenancy;
    private final Audit audit;

    Acts(Sql sql, Ids ids, InstantSource clock, Caller caller, Tenancy tenancy, Audit audit) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.caller = caller;
        this.tenancy = tenancy;
        this.audit = audit;
    }

    /// An audit entry alone: nothing that the other side has to see.
    void note(UUID organisation, String action, UUID subject, String detail) {
        tenancy.asOrganisation(
                organisation,
                () -> audit.note(organisation, caller.person(), caller.name(), action, subject.toString(), detail));
    }

    /// A step, and its audit entry.
    void step(UUID organisation, String action, UUID subject, @Nullable String detail) {
        step(organisation, action, subject, detail, caller.person(), caller.name());
    }

    /// A step that nobody's hand did.
    void systemStep(UUID organisation, String action, UUID subject, @Nullable String detail) {
        step(organisation, action, subject, detail, SYSTEM, SYSTEM);
    }

    private void step(
            UUID organisation, String action, UUID subject, @Nullable String detail, String person, String name) {
        tenancy.asOrganisation(organisation, () -> {
            audit.note(organisation, person, name, action, subject.toString(), detail);
            sql.update(
                    "insert into subsidy_step (organisation_id, id, subject, at, action, person, person_name, detail)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    organisation,
                    ids.next(),
                    subject,
                    clock.instant(),
                    action,
                    person,
                    name,
                    detail);
        });
    }

    /// A step of a programme or of a claim as a whole.
    void event(String action, UUID subject, @Nullable String detail) {
        event(action, subject, detail, caller.person(), caller.name());
    }

    void systemEvent(String action, UUID subject, @Nullable String detail) {
        event(action, subject, detail, SYSTEM, SYSTEM);
    }

    private void event(String action, UUID subject, @Nullable String detail, String person, String name) {
        sql.update(
                "insert into subsidy_event (id, subject, at, action, person, person_name, detail)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                ids.next(),
                subject,
                clock.instant(),
                action,
                person,
                name,
                detail);
    }

    /// The steps of an application, grant or clawback, oldest first.
    List<StepView> steps(UUID subject) {
        return sql.list(
                "select at, action, person_name, detail from subsidy_step where subject = ? order by id",
                Acts::read,
                subject);
    }

    /// The steps of each of these, oldest first.
    Map<UUID, List<StepView>> steps(List<UUID> subjects) {
        record Of(UUID subject, StepView step) {}
        return subjects.isEmpty()
                ? Map.of()
                : sql
                        .list(
                                "select subject, at, action, person_name, detail from subsidy_step where subject = any(?)"
                                        + " order by id",
                                row -> new Of(Sql.uuid(row, "subject"), read(row)),
                                subjects)
                        .stream()
                        .collect(Collectors.groupingBy(Of::subject, Collectors.mapping(Of::step, Collectors.toList())));
    }

    /// The steps of a programme or claim, oldest first.
    List<StepView> events(UUID subject) {
        return sql.list(
                "select at, action, person_name, detail from subsidy_event where subject = ? order by id",
                Acts::read,
                subject);
    }

    private static StepView read(ResultSet row) throws SQLException {
        return new StepView(
                Sql.instant(row, "at"), Sql.text(row, "action"), Sql.text(row, "person_name"), row.getString("detail"));
    }
}
