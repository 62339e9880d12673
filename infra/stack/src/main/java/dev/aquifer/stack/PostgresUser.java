package dev.aquifer.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// As whom PostgreSQL runs: as ourselves, or, since it refuses to run as root, as somebody without rights.
///
/// @param prefix what stands before the command
/// @param owner to whom its files must belong; null when they may stay ours
record PostgresUser(List<String> prefix, @Nullable String owner) {

    static PostgresUser find(Path dir) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresUser(List.of(), null);
        }
        // In a user namespace without a map, root's files keep their owner and root's processes are nobody's: exactly
        // what PostgreSQL asks for, and no file changes hands.
        if (Processes.run(List.of("unshare", "--user", "true")) == 0) {
            return new PostgresUser(List.of("unshare", "--user"), null);
        }
        List<String> drop = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        if (Processes.run(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "true")) == 0) {
            return new PostgresUser(drop, "nobody");
        }
        throw new StackException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux) works here."
                        + " Run as an ordinary user. Data: " + dir);
    }

    void own(Path path) throws IOException {
        if (owner == null || !Files.exists(path)) {
            return;
        }
        UserPrincipal principal =
                path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        if (Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(principal)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                Files.setOwner(each, principal);
            }
        }
    }
}
