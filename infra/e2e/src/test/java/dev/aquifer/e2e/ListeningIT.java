package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nothing of the house can be reached from another machine unless somebody said so.
@InTheHouse
class ListeningIT {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String MAPPED_4 = "0000000000000000FFFF0000";

    private record Socket(String address, int port) {
        /// Addresses stand in the kernel's tables in the machine's byte order, so that of 127.0.0.1 ends with 7F.
        boolean loopback() {
            return address.equals(LOOPBACK_6)
                    || ((address.length() == 8 || address.startsWith(MAPPED_4)) && address.endsWith("7F"));
        }
    }

    @Test
    void every_part_listens_on_loopback_alone(House house) throws IOException {
        assumeTrue(Files.exists(PROC.resolve("net/tcp")), "the kernel's tables of sockets");
        house.eventually(
                () -> house.count("platform", "select count(*) from replica where state = 'READY'") > 1, "engines");

        // when
        var listening = listening();
        var loopback = new TreeSet<Integer>();
        var reachable = new TreeSet<String>();
        for (var process : processes()) {
            for (var inode : sockets(process)) {
                var socket = listening.get(inode);
                if (socket != null && socket.loopback()) {
                    loopback.add(socket.port());
                } else if (socket != null) {
                    reachable.add(socket + " of " + command(process).replace('\0', ' '));
                }
            }
        }

        // then: the seven parts, Kafka's controller and two engines were looked at
        assertThat(loopback).hasSizeGreaterThanOrEqualTo(10);
        assertThat(reachable).isEmpty();
    }

    /// By the inode of the socket.
    private static Map<String, Socket> listening() throws IOException {
        var found = new HashMap<String, Socket>();
        for (var table : List.of("net/tcp", "net/tcp6")) {
            for (var line : Files.readAllLines(PROC.resolve(table))) {
                var fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[3].equals(LISTEN)) {
                    var local = fields[1].split(":", -1);
                    found.put(fields[9], new Socket(local[0], Integer.parseInt(local[1], 16)));
                }
            }
        }
        return found;
    }

    /// Those that name the house's data folder, and what they started.
    private static Set<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> command(process.pid()).contains(House.DATA.toString())
                        && process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static String command(long process) {
        try {
            return Files.readString(PROC.resolve(process + "/cmdline"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static Set<String> sockets(long process) {
        try (var open = Files.list(PROC.resolve(process + "/fd"))) {
            return open.map(ListeningIT::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
