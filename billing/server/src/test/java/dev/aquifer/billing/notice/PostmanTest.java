package dev.aquifer.billing.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A webhook never reaches what stands inside: hostile addresses, names whose answer changes, redirects. Two real
/// servers listen inside, and count.
class PostmanTest {
    private static final String UNSPECIFIED = InetAddress.ofLiteral("0").getHostAddress();

    /// Answers with the next of its sets of addresses each time, and with the last one from then on.
    private static final class Changing extends Names {
        private final Deque<List<InetAddress>> answers = new ArrayDeque<>();
        private int asked;

        Changing(String... answers) {
            Arrays.stream(answers)
                    .map(answer -> Arrays.stream(answer.split(" ", -1))
                            .map(InetAddress::ofLiteral)
                            .toList())
                    .forEach(this.answers::add);
        }

        @Override
        List<InetAddress> of(String host) {
            asked++;
            return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
    }

    private record Settings(boolean privateAddresses) implements NoticeSettings {
        @Override
        public boolean mail() {
            return false;
        }

        @Override
        public String console() {
            return "http://127.0.0.1:8080";
        }

        @Override
        public int attempts() {
            return 1;
        }

        @Override
        public Duration firstWait() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration longestWait() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(2);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final List<String> first = new CopyOnWriteArrayList<>();
    private final List<String> second = new CopyOnWriteArrayList<>();
    private HttpServer one;
    private HttpServer other;
    private int port;

    @BeforeEach
    void listen() throws IOException {
        one = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        port = one.getAddress().getPort();
        other = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), port), 0);
        counting(one, first);
        counting(other, second);
        one.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.2:" + port + "/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        one.start();
        other.start();
    }

    @AfterEach
    void stop() {
        one.stop(0);
        other.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_connection_goes_to_the_address_that_was_checked_and_the_name_is_asked_once() {
        // given
        var names = new Changing("127.0.0.1", "127.0.0.2");

        // when
        var outcome = post(true, names, "http://tern.example:" + port + "/hook");

        // then
        assertThat(outcome.delivered()).isTrue();
        assertThat(names.asked).isEqualTo(1);
        assertThat(first).containsExactly("tern.example:" + port);
        assertThat(second).isEmpty();
    }

    @Test
    void a_name_that_was_public_and_leads_inside_now_is_refused() {
        var names = new Changing("127.0.0.1");

        var outcome = post(false, names, "http://tern.example:" + port + "/hook");

        assertThat(outcome.delivered()).isFalse();
        assertThat(outcome.words()).contains("private network");
        assertThat(first).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1 127.0.0.1", "127.0.0.1 1.1.1.1", "2606:4700::1111 ::1", "1.1.1.1 169.254.169.254"})
    void a_name_with_one_inner_address_among_public_ones_is_refused(String answer) {
        assertThat(post(false, new Changing(answer), "http://tern.example:" + port + "/")
                        .words())
                .contains("private network");
        assertThat(first).isEmpty();
    }

    @Test
    void a_redirect_is_not_followed() {
        var outcome = post(true, new Changing("127.0.0.1"), "http://tern.example:" + port + "/redirect");

        assertThat(outcome.delivered()).isFalse();
        assertThat(outcome.words()).isEqualTo("HTTP 307");
        assertThat(second).isEmpty();
    }

    /// `{p}` is the port on which somebody listens, `{any}` the address that stands for all of a machine's own.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:{p}/",
                "https://127.0.0.1:{p}/",
                "http://127.0.0.2:{p}/",
                "http://127.255.255.254:{p}/",
                "http://127.1:{p}/",
                "http://127.0.1:{p}/",
                "http://2130706433:{p}/",
                "http://0x7f000001:{p}/",
                "http://0x7f.0.0.1:{p}/",
                "http://0x7f.0x0.0x0.0x1:{p}/",
                "http://0177.0.0.1:{p}/",
                "http://017700000001:{p}/",
                "http://127.000.000.001:{p}/",
                "http://{any}:{p}/",
                "http://0:{p}/",
                "http://0.1:{p}/",
                "http://localhost:{p}/",
                "http://LOCALHOST:{p}/",
                "http://localhost.:{p}/",
                "http://127.0.0.1.:{p}/",
                "http://[::1]:{p}/",
                "http://[::]:{p}/",
                "http://[0:0:0:0:0:0:0:1]:{p}/",
                "http://[0000::1]:{p}/",
                "http://[::ffff:127.0.0.1]:{p}/",
                "http://[::ffff:7f00:1]:{p}/",
                "http://[::127.0.0.1]:{p}/",
                "http://[64:ff9b::7f00:1]:{p}/",
                "http://[64:ff9b::127.0.0.1]:{p}/",
                "http://[2002:7f00:1::]:{p}/",
                "http://[2001:0:7f00:1::]:{p}/",
                "http://[2001:db8::1]:{p}/",
                "http://[fe80::1]:{p}/",
                "http://[fe80::1%25lo]:{p}/",
                "http://[fc00::1]:{p}/",
                "http://[fd12:3456::1]:{p}/",
                "http://[fec0::1]:{p}/",
                "http://[ff02::1]:{p}/",
                "http://10.0.0.1:{p}/",
                "http://10.255.255.255:{p}/",
                "http://172.16.0.1:{p}/",
                "http://172.31.255.255:{p}/",
                "http://192.168.0.1:{p}/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[fd00:ec2::254]/latest/meta-data/",
                "http://100.100.100.200/latest/meta-data/",
                "http://100.64.0.1:{p}/",
                "http://192.0.0.192/",
                "http://192.0.2.1/",
                "http://198.18.0.1/",
                "http://198.51.100.1/",
                "http://203.0.113.1/",
                "http://224.0.0.1/",
                "http://240.0.0.1/",
                "http://255.255.255.255/",
                "http://user@127.0.0.1:{p}/",
                "http://1.1.1.1@127.0.0.1:{p}/",
                "http://1.1.1.1#@127.0.0.1:{p}/",
                "http://1.1.1.1:80@127.0.0.1:{p}/",
                "http:127.0.0.1:{p}/",
                "http:///127.0.0.1:{p}/",
                "http:\\\\127.0.0.1:{p}\\",
                "http://127.0.0.1%00.tern.example:{p}/",
                "http://①②⑦.0.0.1:{p}/",
                "//127.0.0.1:{p}/",
                "file:///etc/passwd",
                "gopher://127.0.0.1:{p}/_POST",
                "ftp://127.0.0.1:{p}/",
                "dict://127.0.0.1:{p}/",
                "jar:http://127.0.0.1:{p}/x!/",
                "javascript:alert(1)"
            })
    void hostile_forms_are_refused_and_reach_nobody(String form) {
        var outcome =
                post(false, new Inside(), form.replace("{any}", UNSPECIFIED).replace("{p}", Integer.toString(port)));

        assertThat(outcome.delivered()).isFalse();
        assertThat(outcome.words()).doesNotStartWith("HTTP");
        assertThat(first).isEmpty();
        assertThat(second).isEmpty();
    }

    /// Literals as the JDK reads them; every name leads inside, so that no test asks a real name service.
    private static final class Inside extends Names {
        @Override
        List<InetAddress> of(String host) throws UnknownHostException {
            return host.matches("[0-9a-fA-F.:%]+") && (host.contains(":") || host.matches("[0-9.]*[0-9]"))
                    ? super.of(host)
                    : List.of(InetAddress.ofLiteral("127.0.0.1"));
        }
    }

    private Postman.Outcome post(boolean privateToo, Names names, String url) {
        var postman = new Postman(mails -> {}, vertx, new Settings(privateToo), names, InstantSource.system());
        return postman.hand(new Letter.Post(UUID.randomUUID(), url, "aqwh_secret", "TEST", "{}"));
    }

    private static void counting(HttpServer server, List<String> hosts) {
        server.createContext("/", exchange -> {
            hosts.add(String.valueOf(exchange.getRequestHeaders().getFirst("Host")));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
    }
}
