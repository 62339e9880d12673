package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.sql.Sql;
import dev.aquifer.platform.api.organisation.OrganisationChanged;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/// Fixtures of the subsidy tests: organisations, programmes and grants in the real database.
@ApplicationScoped
class Town {
    static final UUID SHANGHAI = UUID.fromString("00000000-0000-7000-8000-000000000101");

    private final Sql sql;
    private final Ids ids;
    private final InstantSource clock;
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final Applications applications;
    private final Grants grants;

    Town(
            Sql sql,
            Ids ids,
            InstantSource clock,
            Tenancy tenancy,
            Organisations organisations,
            Applications applications,
            Grants grants) {
        this.sql = sql;
        this.ids = ids;
        this.clock = clock;
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.applications = applications;
        this.grants = grants;
    }

    UUID organisation(String name, String... people) {
        var id = ids.next();
        var members = Arrays.stream(people)
                .map(person -> person.split("=", 2))
                .map(parts -> new OrganisationChanged.Member(parts[0], Role.valueOf(parts[1])))
                .toList();
        organisations.save(new OrganisationChanged(id, name, "s" + id, members));
        return id;
    }

    /// A programme for leases of the whole of 2026 and 2027.
    UUID programme(@Nullable String budget, @Nullable String ceiling) {
        var id = ids.next();
        owner(
                "insert into programme (id, code) values (?, ?)",
                id,
                "T-" + id.toString().toUpperCase(java.util.Locale.ROOT));
        owner(
                "insert into programme_version (programme_id, version, state, title, title_zh, city, level, document_title,"
                        + " document_date, valid_from, valid_until, max_ratio, domestic_bonus, kinds, purposes, requirements,"
                        + " budget, organisation_ceiling, priority, note, published_at) values (?, 1, 'PUBLISHED', 'Test',"
                        + " '测试', 'Shanghai', 'CITY', 'Test', date '2026-01-01', timestamptz '2026-01-01 00:00+08',"
                        + " timestamptz '2028-01-01 00:00+08', 0.50, 0, '{lease}', '{}', '{BUSINESS_LICENCE}', ?::numeric,"
                        + " ?::numeric, 1, 'test', now())",
                id,
                budget,
                ceiling);
        owner("insert into programme_use (programme_id, budget) values (?, ?::numeric)", id, budget);
        return id;
    }

    /// A grant as if an assessor had approved an application for it, without what follows for posted charges.
    Grant grant(UUID organisation, UUID programme, String ratio, Instant from, Instant until) {
        return grant(organisation, programme, ratio, from, until, null);
    }

    /// @param limit of the grant; null: none
    Grant grant(UUID organisation, UUID programme, String ratio, Instant from, Instant until, @Nullable Money limit) {
        var application = ids.next();
        var now = clock.instant();
        var grant = new Grant(
                ids.next(),
                programme,
                organisation,
                from,
                until,
                limit,
                List.of(new RatioVersion(ids.next(), from, new BigDecimal(ratio))));
        QuarkusTransaction.requiringNew().run(() -> {
            tenancy.asOrganisation(organisation, () -> {
                applications.add(
                        organisation, application, new SaveApplication(programme, "Tern", "models", "me"), "ann", now);
                sql.update(
                        "insert into evidence (organisation_id, id, application_id, requirement, file_name, media_type,"
                                + " content, bytes, sha256, added_at, added_by, added_by_name) values (?, ?, ?,"
                                + " 'BUSINESS_LICENCE', 'licence.txt', 'text/plain', 'x'::bytea, 1,"
                                + " encode(sha256('x'::bytea), 'hex'), ?, 'ann', 'Ann')",
                        organisation,
                        ids.next(),
                        application,
                        now);
                applications.submitted(application, now);
            });
            tenancy.asAssessor(() -> {
                sql.update(
                        "update application set state = 'APPROVED', decided_at = ? where organisation_id = ? and id = ?",
                        now,
                        organisation,
                        application);
                sql.update(
                        "insert into decision (organisation_id, application_id, approved, ratio, valid_from, valid_until,"
                                + " reasons, assessor, assessor_name, decided_at) values (?, ?, true, ?, date '2026-01-01',"
                                + " date '2028-01-01', 'fine', 'city', 'City', ?)",
                        organisation,
                        application,
                        new BigDecimal(ratio),
                        now);
                grants.add(grant, application, "fine", now);
                return true;
            });
        });
        return grant;
    }

    <T> T as(UUID organisation, Callable<T> work) {
        return QuarkusTransaction.requiringNew()
                .call(() -> tenancy.asOrganisation(organisation, () -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
    }

    Money programmeUsed(UUID programme) {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.first(
                                "select used from programme_use where programme_id = ?",
                                row -> Sql.money(row, "used"),
                                programme)
                        .orElseThrow());
    }

    Money sum(UUID organisation, String statement, @Nullable Object... parameters) {
        return as(
                organisation,
                () -> sql.first(statement, row -> Sql.money(row, "sum"), parameters)
                        .orElseThrow());
    }

    /// As the owner of the tables.
    void owner(String statement, @Nullable Object... parameters) {
        var url = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        try (Connection connection = DriverManager.getConnection(url, "billing_owner", "billing_owner");
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.length; i++) {
                prepared.setObject(i + 1, parameters[i]);
            }
            prepared.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
