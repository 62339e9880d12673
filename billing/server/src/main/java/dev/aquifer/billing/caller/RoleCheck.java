package dev.aquifer.billing.caller;

import dev.aquifer.billing.sql.Sql;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;

/// Refuses to start if the database role could see past row-level security, or if the database may lose what it
/// confirmed.
@ApplicationScoped
class RoleCheck {

    private static final String FAULTS = """
            select fault from (
              select 'it is superuser' as fault from pg_roles where rolname = session_user and rolsuper
              union all select 'it may bypass row-level security' from pg_roles where rolname = session_user and rolbypassrls
              union all select 'it owns ' || relname from pg_class
                where relowner = (select oid from pg_roles where rolname = session_user)
                  and relnamespace not in (select oid from pg_namespace where nspname like 'pg\\_temp%' or nspname like 'pg\\_toast%')
              union all select 'it is a member of ' || r.rolname from pg_database d join pg_roles r on r.oid = d.datdba
                where d.datname = current_database() and pg_has_role(session_user, d.datdba, 'MEMBER')
              union all select 'the server runs without fsync' where current_setting('fsync') = 'off'
            ) faults""";

    private final Sql sql;

    RoleCheck(Sql sql) {
        this.sql = sql;
    }

    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        List<String> faults = sql.list(FAULTS, row -> Sql.text(row, "fault"));
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the database role of billing is not fit for use: " + faults);
        }
        Log.infof("database role checked");
    }
}
