package dev.aquifer.bench;

import java.net.URI;

/// One place that answers chats: who it is in the table, where, and with which bearer key.
record Target(String name, URI base, String key) {
    Target {
        if (base.getHost() == null || base.getPort() < 0 || !"http".equals(base.getScheme())) {
            throw new IllegalArgumentException("'" + base + "' is not of the form http://HOST:PORT");
        }
    }

    /// The key stays out of every output.
    @Override
    public String toString() {
        return name + " at " + base;
    }
}
