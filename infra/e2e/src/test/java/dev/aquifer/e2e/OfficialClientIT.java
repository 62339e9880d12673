package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The official Java client and curl call the gateway with nothing changed but base URL and key.
@InTheHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialClientIT {
    private final House house;
    private Tenant tenant;
    private Tenant.Key key;
    private OpenAIClient client;

    OfficialClientIT(House house) {
        this.house = house;
    }

    @BeforeAll
    void given_an_organisation_with_a_key() {
        tenant = Person.registers(house, "owner@client.example").organisation("client");
        key = tenant.key("client");
        client = client(house, key.secret());
    }

    static OpenAIClient client(House house, String secret) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(house.gateway() + "/v1")
                .apiKey(secret)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder question(String text) {
        return ChatCompletionCreateParams.builder()
                .model(House.CHAT)
                .addUserMessage(text)
                .maxCompletionTokens(24)
                .temperature(0);
    }

    @Test
    void a_plain_answer_has_text_and_usage() {
        var answer = client.chat()
                .completions()
                .create(question("What is a lighthouse?").build());

        assertThat(answer.choices().getFirst().message().content().orElse("")).isNotBlank();
        var usage = answer.usage().orElseThrow();
        assertThat(usage.totalTokens()).isEqualTo(usage.promptTokens() + usage.completionTokens());
        assertThat(usage.completionTokens()).isBetween(1L, 24L);
    }

    @Test
    void a_stream_accumulates_to_the_same_answer() {
        var plain = client.chat()
                .completions()
                .create(question("What is a lighthouse?").build());

        var accumulator = ChatCompletionAccumulator.create();
        try (var stream = client.chat()
                .completions()
                .createStreaming(question("What is a lighthouse?")
                        .streamOptions(ChatCompletionStreamOptions.builder()
                                .includeUsage(true)
                                .build())
                        .build())) {
            stream.stream().forEach(accumulator::accumulate);
        }

        var streamed = accumulator.chatCompletion();
        assertThat(streamed.choices().getFirst().message().content())
                .isEqualTo(plain.choices().getFirst().message().content());
        assertThat(streamed.usage().orElseThrow().totalTokens())
                .isEqualTo(plain.usage().orElseThrow().totalTokens());
    }

    @Test
    void embeddings_are_near_for_near_sentences() {
        var answer = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model(House.EMBEDDINGS)
                        .inputOfArrayOfStrings(java.util.List.of("今天天气很好", "今天天气不错", "算力补贴按季度结算"))
                        .build());

        var vectors = answer.data().stream().map(e -> e.embedding()).toList();
        assertThat(vectors).hasSize(3);
        assertThat(cosine(vectors.get(0), vectors.get(1))).isGreaterThan(cosine(vectors.get(0), vectors.get(2)) + 0.1);
        assertThat(answer.usage().promptTokens()).isPositive();
    }

    private static double cosine(java.util.List<Float> a, java.util.List<Float> b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.size(); i++) {
            dot += a.get(i) * b.get(i);
            aa += a.get(i) * a.get(i);
            bb += b.get(i) * b.get(i);
        }
        return dot / Math.sqrt(aa * bb);
    }

    @Test
    void models_lists_what_the_key_may_call() {
        assertThat(client.models().list().items().stream().map(m -> m.id()))
                .contains(House.CHAT, House.EMBEDDINGS)
                .isSorted();
    }

    @Test
    void each_failure_has_its_exception_class() {
        assertThatThrownBy(() -> client(house, "aqf_l_nothing")
                        .chat()
                        .completions()
                        .create(question("hi").build()))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question("hi").model("no-such").build()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question("hi").temperature(9).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("temperature");
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(question("bird ".repeat(2000)).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("context");
    }

    @Test
    void curl_streams_and_ends_with_done() throws IOException, InterruptedException {
        var curl = new ProcessBuilder(
                        "curl",
                        "-sN",
                        house.gateway() + "/v1/chat/completions",
                        "-H",
                        "Authorization: Bearer " + key.secret(),
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"model\":\"" + House.CHAT + "\",\"stream\":true,\"max_tokens\":8,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}")
                .start();
        var text = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(text).startsWith("data: {").endsWith("data: [DONE]\n\n").doesNotContain("\"usage\"");
    }

    @Test
    void a_call_is_on_the_bill_within_five_seconds() throws Exception {
        var before = tokens();
        var answer = house.chat(key.secret(), House.CHAT, "What is a boat?", 8);
        long used = answer.body().at("/usage/total_tokens").asLong();

        house.eventually(() -> tokens() == before + used, "the bill counts the call", Duration.ofSeconds(5));
    }

    private long tokens() {
        long sum = 0;
        for (var group : tenant.bill().required("groups")) {
            for (var charge : group.required("charges")) {
                if (charge.required("kind").asText().equals("TOKENS")
                        && charge.required("item").asText().equals(House.CHAT)) {
                    sum += charge.required("quantity").decimalValue().longValueExact();
                }
            }
        }
        return sum;
    }

    @Test
    void a_revoked_key_stops_within_two_seconds() {
        var other = tenant.key("to be revoked");
        tenant.delete(house.platform() + "/api/keys/" + other.id());

        house.eventually(() -> house.models(other.secret()) == 401, "the key is refused", Duration.ofSeconds(2));
    }
}
