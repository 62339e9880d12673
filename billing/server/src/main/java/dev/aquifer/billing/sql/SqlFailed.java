package dev.aquifer.billing.sql;

import java.sql.SQLException;

/// The database refused a statement or could not be reached. Its words never go to a client.
public class SqlFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String state;

    SqlFailed(SQLException cause) {
        super(cause);
        String given = cause.getSQLState();
        state = given == null ? "" : given;
    }

    /// True where the same work may succeed when it is done again: connection lost, deadlock, lock or statement
    /// time-out, server going down or full.
    public boolean passing() {
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("55")
                || state.startsWith("57")
                || state.startsWith("58");
    }
}
