package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One chat call on its way through the slots: as many answers as were asked for, each on its own thread, put
/// together to one reply or one stream.
///
/// The slots' threads call in; everything that they change is guarded by this object.
final class ChatCall {
    private final ChatModel model;
    private final ChatRequest request;
    private final Reply reply;
    private final Metrics metrics;
    private final long receivedNanos;
    private final String id = Ids.next("chatcmpl-");
    private final long created = Ids.nowSeconds();
    private final int[] prompt;
    private final int maxTokens;

    private final List<StringBuilder> texts = new ArrayList<>();
    private final ChatModel.@Nullable Answer[] answers;
    private int open;
    private boolean begun;
    private boolean failed;

    private ChatCall(
            ChatModel model,
            ChatRequest request,
            Reply reply,
            Metrics metrics,
            long receivedNanos,
            int[] prompt,
            int max) {
        this.model = model;
        this.request = request;
        this.reply = reply;
        this.metrics = metrics;
        this.receivedNanos = receivedNanos;
        this.prompt = prompt;
        this.maxTokens = max;
        this.open = request.choices();
        this.answers = new ChatModel.Answer[request.choices()];
        for (int i = 0; i < request.choices(); i++) {
            texts.add(new StringBuilder());
        }
    }

    /// Checks that prompt and answer fit the context. Throws [ApiError] if they do not.
    static ChatCall of(ChatModel model, ChatRequest request, Reply reply, Metrics metrics, long receivedNanos) {
        int[] prompt = model.prompt(request.messages());
        int left = model.context() - prompt.length;
        Integer asked = request.maxTokens();
        if (left < 1 || (asked != null && asked > left)) {
            int wanted = asked == null ? 1 : asked;
            throw new ApiError(
                    400,
                    "invalid_request_error",
                    "context_length_exceeded",
                    "messages",
                    "This model's maximum context length is " + model.context() + " tokens. However, you requested "
                            + ((long) prompt.length + wanted) + " tokens (" + prompt.length + " in the messages, "
                            + wanted
                            + " in the completion). Please reduce the length of the messages or completion.");
        }
        return new ChatCall(model, request, reply, metrics, receivedNanos, prompt, asked == null ? left : asked);
    }

    List<Runnable> tasks() {
        return IntStream.range(0, request.choices())
                .<Runnable>mapToObj(choice -> () -> run(choice))
                .toList();
    }

    private void run(int choice) {
        if (reply.gone()) {
            return;
        }
        try {
            var answer = model.generate(
                    prompt, maxTokens, request, choice, text -> piece(choice, text), () -> reply.gone() || hasFailed());
            metrics.completionTokens.add(answer.tokens());
            if (answer.finish() != ChatModel.Finish.CANCELLED) {
                finished(choice, answer);
            }
        } catch (ApiError error) {
            fail(error);
        } catch (RuntimeException e) {
            EngineLog.line("generation failed", "error", e.getClass().getName());
            fail(ApiError.internal("The engine could not work on the request."));
        }
    }

    private synchronized boolean hasFailed() {
        return failed;
    }

    private void piece(int choice, String text) {
        synchronized (this) {
            begin();
            if (!request.stream()) {
                texts.get(choice).append(text);
                return;
            }
            if (!text.isEmpty()) {
                reply.event(chunk(choice, "{\"content\":" + Json.text(text) + "}", "null"));
            }
        }
        reply.awaitRoom();
    }

    private synchronized void finished(int choice, ChatModel.Answer answer) {
        begin();
        answers[choice] = answer;
        open--;
        if (open > 0 || failed) {
            return;
        }
        if (!request.stream()) {
            reply.json(200, whole());
            return;
        }
        for (int i = 0; i < answers.length; i++) {
            reply.event(chunk(i, "{}", Json.text(reason(answers[i]))));
        }
        if (request.includeUsage()) {
            ObjectNode last = head("chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage());
            reply.event(Json.text(last));
        }
        reply.event("[DONE]");
        reply.end();
    }

    /// The first token of any answer: only now it is certain that no ordinary error will follow.
    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        metrics.promptTokens.add(prompt.length);
        metrics.firstToken(System.nanoTime() - receivedNanos);
        if (request.stream()) {
            reply.startStream();
            for (int choice = 0; choice < request.choices(); choice++) {
                reply.event(chunk(choice, "{\"role\":\"assistant\",\"content\":\"\"}", "null"));
            }
        }
    }

    private synchronized void fail(ApiError error) {
        if (failed) {
            return;
        }
        failed = true;
        reply.error(error);
    }

    private String chunk(int choice, String delta, String finish) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":" + created + ",\"model\":"
                + Json.text(request.model()) + ",\"system_fingerprint\":\"" + Ids.FINGERPRINT
                + "\",\"choices\":[{\"index\":" + choice + ",\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finish + "}]"
                + (request.includeUsage() ? ",\"usage\":null}" : "}");
    }

    private ObjectNode head(String object) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", request.model())
                .put("system_fingerprint", Ids.FINGERPRINT);
    }

    private ObjectNode whole() {
        ObjectNode root = head("chat.completion").put("service_tier", "default");
        ArrayNode choices = root.putArray("choices");
        for (int i = 0; i < answers.length; i++) {
            ObjectNode choice = choices.addObject().put("index", i);
            choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", texts.get(i).toString())
                    .putNull("refusal");
            choice.putNull("logprobs").put("finish_reason", reason(answers[i]));
        }
        root.set("usage", usage());
        return root;
    }

    private static String reason(ChatModel.@Nullable Answer answer) {
        return answer != null && answer.finish() == ChatModel.Finish.LENGTH ? "length" : "stop";
    }

    /// The prompt counts once, however many answers were drawn from it.
    private ObjectNode usage() {
        int completion = 0;
        for (ChatModel.@Nullable Answer answer : answers) {
            completion += answer == null ? 0 : answer.tokens();
        }
        ObjectNode usage = Json.MAPPER
                .createObjectNode()
                .put("prompt_tokens", prompt.length)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt.length + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }
}
