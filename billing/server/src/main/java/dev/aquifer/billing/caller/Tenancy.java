package dev.aquifer.billing.caller;

import dev.aquifer.billing.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one place that says on whose behalf a transaction reads and writes. Row-level security believes this
/// setting alone, and it ends with the transaction. Each method joins the running transaction or begins one;
/// nested, the binding from before comes back when the work returns. If the work throws, the transaction is lost.
@ApplicationScoped
public class Tenancy {

    private static final String OURSELVES = "none";

    private final Sql sql;

    Tenancy(Sql sql) {
        this.sql = sql;
    }

    /// Sees and writes the rows of one organisation.
    public <T extends @Nullable Object> T asOrganisation(UUID organisation, Supplier<T> work) {
        return as(new Binding(OURSELVES, organisation.toString()), work);
    }

    public void asOrganisation(UUID organisation, Runnable work) {
        asOrganisation(organisation, nothing(work));
    }

    /// Does the work for one organisation after the other, each bound in its turn; cheaper than one nested binding
    /// each.
    public void asEach(Collection<UUID> organisations, Consumer<UUID> work) {
        asNobody(() -> {
            for (UUID organisation : organisations) {
                bind(new Binding(OURSELVES, organisation.toString()));
                work.accept(organisation);
            }
            return true;
        });
    }

    /// Background work over all organisations: only the tables and commands that have a policy for
    /// `billing_jobs`.
    public <T extends @Nullable Object> T asJobs(Supplier<T> work) {
        return as(new Binding("billing_jobs", ""), work);
    }

    /// The city's side: only the tables and rows that have a policy for `billing_assessor`.
    public <T extends @Nullable Object> T asAssessor(Supplier<T> work) {
        return as(new Binding("billing_assessor", ""), work);
    }

    /// Sees no organisation at all: tables without tenants only.
    public <T extends @Nullable Object> T asNobody(Supplier<T> work) {
        return as(new Binding(OURSELVES, ""), work);
    }

    private <T extends @Nullable Object> T as(Binding binding, Supplier<T> work) {
        boolean nested = QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION;
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (!nested) {
                bind(binding);
                return work.get();
            }
            Binding before = current();
            bind(binding);
            T result = work.get();
            bind(before);
            return result;
        });
    }

    private Binding current() {
        return sql.first(
                        "select current_setting('role') as role,"
                                + " coalesce(current_setting('aquifer.organisation', true), '') as organisation",
                        row -> new Binding(Sql.text(row, "role"), Sql.text(row, "organisation")))
                .orElseThrow();
    }

    private void bind(Binding binding) {
        sql.list(
                "select set_config('role', ?, true), set_config('aquifer.organisation', ?, true)",
                row -> true,
                binding.role(),
                binding.organisation());
    }

    private static Supplier<Boolean> nothing(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    private record Binding(String role, String organisation) {}
}
