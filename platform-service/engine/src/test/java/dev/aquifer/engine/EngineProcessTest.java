package dev.aquifer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EngineProcessTest {
    @TempDir
    private Path folder;

    @Test
    void an_engine_writes_its_port_serves_and_ends_on_sigterm_within_two_seconds() throws Exception {
        // given
        Path portFile = folder.resolve("port");
        Process process = start(
                "secret",
                "--model",
                RunningEngine.starterModel().toString(),
                "--name",
                "m",
                "--port-file",
                portFile.toString(),
                "--context",
                "128",
                "--parallel",
                "2");
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(portFile));
            String base = "http://127.0.0.1:" + Files.readString(portFile);
            await().atMost(Duration.ofSeconds(30)).until(() -> status(client, base + "/health") == 200);
            var running = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
                            .header("Authorization", "Bearer secret")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"model\":\"m\",\"n\":8,\"ignore_eos\":true,\"stream\":true,"
                                            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);

            // when
            process.destroy();

            // then
            assertThat(process.waitFor(2, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            // The stream was never read to its end: an orderly close would wait for that.
            client.shutdownNow();
        }
    }

    @Test
    void wrong_files_end_the_start_with_one_clear_line() throws Exception {
        // given
        byte[] good = Files.readAllBytes(RunningEngine.starterModel());
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        byte[] architecture = good.clone();
        int at = new String(good, 0, 2000, StandardCharsets.ISO_8859_1).indexOf("llama");
        architecture[at] = 'x';
        byte[] version = good.clone();
        ByteBuffer.wrap(version).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 9);

        // then
        assertFails("is cut", java.util.Arrays.copyOf(good, good.length - 1000));
        assertFails("is cut", java.util.Arrays.copyOf(good, 3000));
        assertFails("invalid magic", random);
        assertFails("version 9", version);
        assertFails("unknown model architecture 'xlama'", architecture);
        assertFails("invalid magic", new byte[0]);
    }

    @Test
    void a_header_with_absurd_numbers_is_refused_without_being_believed() throws Exception {
        for (int offset : List.of(8, 16, 24)) {
            // given: counts of tensors and keys, and the length of the first key
            byte[] bytes = Files.readAllBytes(RunningEngine.starterModel());
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(offset, Long.MAX_VALUE - 7);
            Path file = Files.write(folder.resolve("absurd-" + offset), bytes);

            // then
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> GgufFile.read(file)))
                    .isInstanceOf(StartFailure.class);
        }
    }

    @Test
    void without_a_secret_or_with_an_unknown_option_the_engine_does_not_start() throws Exception {
        assertThat(outcome(start(null, "--embedding", "bge-small-zh-v1.5"))).contains("AQUIFER_ENGINE_KEY");
        assertThat(outcome(start("secret", "--frobnicate", "1"))).contains("--frobnicate");
        assertThat(outcome(
                        start("secret", "--model", folder.resolve("none.gguf").toString())))
                .contains("not found");
    }

    private void assertFails(String reason, byte[] content) throws Exception {
        Path file = Files.write(folder.resolve("wrong.gguf"), content);
        String line = outcome(start("secret", "--model", file.toString()));
        assertThat(line).contains(reason);
        assertThat(line.strip().lines()).hasSize(1);
    }

    /// What a start that must fail with code 1 wrote.
    private static String outcome(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return output;
    }

    private static Process start(@Nullable String secret, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Engine.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove(EngineOptions.SECRET_VARIABLE);
        if (secret != null) {
            builder.environment().put(EngineOptions.SECRET_VARIABLE, secret);
        }
        return builder.start();
    }

    private static int status(HttpClient client, String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
