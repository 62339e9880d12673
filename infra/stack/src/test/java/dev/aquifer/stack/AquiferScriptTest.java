package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AquiferScriptTest {
    private static final Path SCRIPT = Path.of(System.getProperty("aquifer.root"), "aquifer");

    @TempDir
    Path folder;

    @Test
    void the_jdk_is_looked_for_in_turn_and_an_old_one_is_passed_over() throws Exception {
        // given
        Path old = jdk("old", 17);
        Path fitting = jdk("jvm folder/temurin-25", 25);

        // when, then
        assertThat(run(Map.of("JAVA_HOME", fitting.toString()), "jdk")).isEqualTo(fitting + "\n");
        assertThat(run(
                        Map.of(
                                "JAVA_HOME",
                                old.toString(),
                                "AQUIFER_JVM_DIR",
                                fitting.resolveSibling(".").normalize().toString()),
                        "jdk"))
                .isEqualTo(fitting + "\n");
        assertThat(run(Map.of("JAVA_HOME", old.toString()), "jdk")).contains("Aquifer needs a JDK 25", "Get one:");
    }

    @Test
    void what_is_unknown_is_said_and_help_lists_the_commands() throws Exception {
        assertThat(run(Map.of(), "dwon")).contains("Unknown command: dwon");
        assertThat(run(Map.of(), "help")).contains("up ", "down ", "status ", "--port-base");
    }

    private Path jdk(String name, int version) throws IOException {
        Path home = folder.resolve(name);
        Path javac = Files.createDirectories(home.resolve("bin")).resolve("javac");
        Files.writeString(javac, "#!/bin/sh\necho javac " + version + ".0.1\n");
        Files.setPosixFilePermissions(javac, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    /// Runs the script where no JDK can be found but by the given environment.
    private String run(Map<String, String> environment, String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", SCRIPT.toString(), command).redirectErrorStream(true);
        builder.directory(folder.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/sbin:/sbin:" + tools(),
                        "HOME", folder.toString(),
                        "AQUIFER_JVM_DIR", folder.resolve("none").toString()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /// A folder with the shell's tools and without the machine's own Java.
    private String tools() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String name : new String[] {"bash", "cat", "dirname", "readlink", "sed", "uname"}) {
            Path tool = tools.resolve(name);
            Path found = Files.exists(Path.of("/usr/bin", name)) ? Path.of("/usr/bin", name) : Path.of("/bin", name);
            Files.writeString(tool, "#!/bin/sh\nexec " + found + " \"$@\"\n");
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return tools.toString();
    }
}
