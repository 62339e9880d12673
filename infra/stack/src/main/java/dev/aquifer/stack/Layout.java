package dev.aquifer.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where everything is: folders below the data folder, ports above the port base.
///
/// @param root the repository's root folder
/// @param data the folder that holds all data of one stack
/// @param host the address that people reach the console, the gateway and the sign-in at
/// @param portBase the console's port; the others follow
record Layout(Path root, Path data, String host, int portBase) {
    static final int DEFAULT_PORT_BASE = 8080;

    Layout {
        root = root.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        if (portBase < 1024 || portBase > 65000) {
            throw new StackException("--port-base must be a number from 1024 to 65000, not " + portBase + ".");
        }
        if (meansEveryAddress(host)) {
            throw new StackException("--host must be the address that people will type, for example 192.168.1.20: "
                    + "sign-in returns them to exactly that address.");
        }
    }

    private static boolean meansEveryAddress(String host) {
        try {
            return InetAddress.ofLiteral(host).isAnyLocalAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    int port(PartName part) {
        return portBase + part.offset();
    }

    int kafkaControllerPort() {
        return portBase + 7;
    }

    String url(PartName part) {
        return "http://" + host + ":" + port(part);
    }

    String issuer() {
        return url(PartName.KEYCLOAK) + "/realms/aquifer";
    }

    Path run() {
        return data.resolve("run");
    }

    Path log(String name) {
        return data.resolve("log").resolve(name + ".log");
    }

    Path secrets() {
        return data.resolve("secrets.properties");
    }

    Path people() {
        return data.resolve("people.txt");
    }

    /// The part's own folder, which exists after [#prepare()].
    Path folder(PartName part) {
        return data.resolve(part.id());
    }

    void prepare() {
        try {
            if (!Files.exists(data)) {
                Files.createDirectories(data);
                // Traversable for PostgreSQL where it has to run as somebody else; what is secret has mode 600 itself.
                Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
            }
            for (String folder :
                    new String[] {"run", "log", "platform", "billing", "gateway", "console", "keycloak", "kafka"}) {
                Files.createDirectories(data.resolve(folder));
            }
        } catch (IOException e) {
            throw new StackException("The data folder " + data + " cannot be written: " + e.getMessage(), e);
        }
    }
}
