package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    private static final Path ROOT = Path.of(System.getProperty("aquifer.root"));
    private static final Set<PartName> POSTGRES = EnumSet.of(PartName.POSTGRES);

    @TempDir
    Path folder;

    private final int base = 10_000 + Ports.free() % 7_000;

    private Path data() {
        return folder.resolve("data with a space");
    }

    private Layout layout() {
        return new Layout(ROOT, data(), Ports.LOOPBACK, base);
    }

    @AfterEach
    void leave_nothing() {
        new Launch(layout(), POSTGRES, line -> {}).down();
    }

    @Test
    void a_part_that_dies_is_started_again_and_down_leaves_nothing() {
        // given
        Stack.Handle stack = Stack.up(ROOT, data(), base, POSTGRES);
        long first = stack.pid(PartName.POSTGRES);

        // when
        stack.kill(PartName.POSTGRES);
        stack.awaitReady(PartName.POSTGRES);

        // then
        assertThat(stack.pid(PartName.POSTGRES)).isNotEqualTo(first);
        assertThat(stack.restarts(PartName.POSTGRES)).isEqualTo(1);
        stack.stop(PartName.POSTGRES);
        assertThat(stack.pid(PartName.POSTGRES)).isZero();
        stack.start(PartName.POSTGRES);
        stack.close();
        assertThat(Leftovers.of(data())).isEmpty();
        assertThat(Supervisor.running(layout())).isNull();
    }

    @Test
    void what_a_killed_supervisor_leaves_is_ended_by_the_next_start() throws IOException {
        // given
        Stack.Handle stack = Stack.up(ROOT, data(), base, POSTGRES);
        long orphan = stack.pid(PartName.POSTGRES);
        ProcessHandle supervisor = Objects.requireNonNull(Launch.supervisor(layout()));

        // when
        supervisor.destroyForcibly();
        Processes.awaitEnd(supervisor, Duration.ofSeconds(10));
        assertThat(ProcessHandle.of(orphan)).isPresent();
        stack = Stack.up(ROOT, data(), base, POSTGRES);

        // then
        assertThat(stack.pid(PartName.POSTGRES)).isNotEqualTo(orphan);
        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Files.getPosixFilePermissions(layout().secrets()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void a_busy_port_is_named_with_the_part_that_wants_it() throws IOException {
        // given
        try (var busy = new ServerSocket(base + 5, 1, InetAddress.getLoopbackAddress())) {
            // when, then
            assertThatThrownBy(() -> Stack.up(ROOT, data(), base, POSTGRES))
                    .hasMessageContaining("Port " + busy.getLocalPort() + " is busy; PostgreSQL wants it");
        }
    }
}
