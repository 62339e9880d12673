package dev.aquifer.stack;

import java.io.IOException;
import java.nio.file.Path;

/// PostgreSQL with the three databases.
record PostgresPart(Layout layout, Credentials credentials) implements Part {
    @Override
    public PartName name() {
        return PartName.POSTGRES;
    }

    Path dir() {
        return layout.folder(PartName.POSTGRES);
    }

    @Override
    public void prepare() {
        PostgresBinaries.folder(dir());
    }

    @Override
    public Process start() throws IOException {
        return PostgresServer.launch(dir(), layout.port(name()), layout.log(name().id()));
    }

    @Override
    public String problem() {
        return PostgresServer.problem(dir(), layout.port(name()));
    }

    @Override
    public void settle() {
        var databases = new Databases(database -> PostgresServer.superuserUrl(dir(), layout.port(name()), database));
        for (String name : new String[] {"platform", "billing"}) {
            databases.create(name, credentials.get(name + ".owner"), credentials.get(name + ".app"));
        }
        databases.createPlain("keycloak", credentials.get("keycloak.database"));
    }

    /// "Fast": ends the sessions, then itself. On the ordinary signal it would wait for them.
    @Override
    public String stopSignal() {
        return "INT";
    }
}
