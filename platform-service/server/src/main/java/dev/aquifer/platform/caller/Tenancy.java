package dev.aquifer.platform.caller;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Binds each transaction to the organisation whose rows it may touch: the only place that sets what row-level
/// security reads. It happens at the begin of every transaction and ends with it, so a pooled connection forgets.
///
/// In a request, a transaction is bound to the caller's organisation. Background work says whose turn it is with
/// `asOrganisation`, or takes the jobs' role with `asJobs`, whose policies cover only the tables that named jobs
/// need. Both run the work in a transaction of its own, also when called inside another one.
@ApplicationScoped
public class Tenancy {
    private static final ScopedValue<Scope> SCOPE = ScopedValue.newInstance();

    private final AgroalDataSource database;
    private final Provider<Caller> caller;
    private final TransactionManager transactions;

    Tenancy(AgroalDataSource database, Provider<Caller> caller, TransactionManager transactions) {
        this.database = database;
        this.caller = caller;
        this.transactions = transactions;
    }

    /// On whose behalf a transaction runs.
    sealed interface Scope {
        record Organisation(UUID id) implements Scope {}

        record Jobs() implements Scope {}

        /// No organisation: only tables without an organisation's rows can be seen.
        record Nobody() implements Scope {}
    }

    public <T extends @Nullable Object> T asOrganisation(UUID organisation, Supplier<T> work) {
        return inScope(new Scope.Organisation(organisation), work);
    }

    public void asOrganisation(UUID organisation, Runnable work) {
        inScope(new Scope.Organisation(organisation), work);
    }

    public <T extends @Nullable Object> T asJobs(Supplier<T> work) {
        return inScope(new Scope.Jobs(), work);
    }

    public void asJobs(Runnable work) {
        inScope(new Scope.Jobs(), work);
    }

    /// The organisation that a transaction begun here would be bound to; an error outside of one.
    public UUID organisation() {
        if (scope() instanceof Scope.Organisation(UUID id)) {
            return id;
        }
        throw new IllegalStateException("no organisation is acting here");
    }

    void bind(@Observes @Initialized(TransactionScoped.class) Object begun) {
        try (Connection connection = database.getConnection()) {
            bind(connection, scope());
        } catch (SQLException refused) {
            // Whoever begins a transaction never sees it if it cannot be bound, and so cannot end it: left alone it
            // would stay with
            // the thread, and what the thread reads next would come from it.
            var unbound = new IllegalStateException("the transaction could not be bound to an organisation", refused);
            try {
                transactions.rollback();
            } catch (SystemException notEnded) {
                unbound.addSuppressed(notEnded);
            }
            throw unbound;
        }
    }

    static void bind(Connection connection, Scope scope) throws SQLException {
        switch (scope) {
            case Scope.Organisation(UUID id) -> {
                try (PreparedStatement set =
                        connection.prepareStatement("select set_config('aquifer.organisation', ?, true)")) {
                    set.setString(1, id.toString());
                    set.execute();
                }
            }
            case Scope.Jobs() -> {
                try (Statement set = connection.createStatement()) {
                    set.execute("set local role platform_jobs");
                }
            }
            case Scope.Nobody() -> {}
        }
    }

    private Scope scope() {
        if (SCOPE.isBound()) {
            return SCOPE.get();
        }
        ManagedContext request = Arc.container().requestContext();
        UUID organisation = request.isActive() ? caller.get().organisationOrNull() : null;
        return organisation == null ? new Scope.Nobody() : new Scope.Organisation(organisation);
    }

    private static <T extends @Nullable Object> T inScope(Scope scope, Supplier<T> work) {
        return ScopedValue.where(SCOPE, scope)
                .call(() -> QuarkusTransaction.requiringNew().call(work::get));
    }

    private static void inScope(Scope scope, Runnable work) {
        ScopedValue.where(SCOPE, scope)
                .run(() -> QuarkusTransaction.requiringNew().run(work));
    }
}
