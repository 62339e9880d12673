package dev.aquifer.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Keycloak's own programs: unpacked from Maven's zip and built once for our options, below `infra/stack/target`.
///
/// Java is started directly and not by `kc.sh`: so the process is our child, and spaces in the path do no harm.
final class KeycloakInstallation {
    private static final List<String> BUILD = List.of("build", "--db=postgres", "--cache=local");

    private KeycloakInstallation() {}

    static Path folder(Layout layout) throws IOException {
        Path target = layout.root().resolve("infra/stack/target");
        Path zip = target.resolve("dist/keycloak.zip");
        Path home = target.resolve("keycloak");
        Path stamp = home.resolve("built");
        if (!Files.exists(zip)) {
            throw new StackException(
                    "Keycloak's archive is missing: " + zip + ". Build with ./mvnw -pl infra/stack package");
        }
        String wanted = BUILD + " " + Files.size(zip) + " " + Runtime.version() + " " + home;
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return home;
        }
        if (Files.exists(home)) {
            PostgresBinaries.deleteAll(home);
        }
        unpack(zip, home);
        build(home, layout.log("keycloak-build"));
        Files.writeString(stamp, wanted);
        return home;
    }

    private static void unpack(Path zip, Path home) throws IOException {
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                // The first step of each name is the version's folder.
                String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path target = home.resolve(name).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("The archive holds a path that leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(in, target);
                }
            }
        }
    }

    private static void build(Path home, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(Processes.java(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.add("-Dkc.config.build-and-exit=true");
        command.addAll(java(home));
        command.addAll(BUILD);
        Process process =
                Processes.logged(command, log).directory(home.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new StackException("Keycloak's own build failed; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw Processes.interrupted(e);
        }
    }

    /// The arguments of `kc.sh` between the JVM's options and Keycloak's command.
    static List<String> java(Path home) {
        List<String> arguments = new ArrayList<>();
        for (String opened : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            arguments.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        arguments.add("--enable-native-access=ALL-UNNAMED");
        arguments.add("--sun-misc-unsafe-memory-access=allow");
        var properties = Map.of(
                "kc.home.dir", home.toString(),
                "jboss.server.config.dir", home.resolve("conf").toString(),
                "java.util.logging.manager", "org.jboss.logmanager.LogManager",
                "java.util.concurrent.ForkJoinPool.common.threadFactory",
                        "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "picocli.disable.closures", "true",
                "quarkus-log-max-startup-records", "10000",
                "user.language", "en",
                "user.country", "US");
        properties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.addAll(List.of(
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        return arguments;
    }
}
