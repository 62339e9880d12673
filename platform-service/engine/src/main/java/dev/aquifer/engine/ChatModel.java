package dev.aquifer.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaTasks;
import de.kherud.llama.LogLevel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import dev.aquifer.engine.ChatRequest.Message;
import dev.aquifer.engine.ChatRequest.Sampling;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A loaded chat model: prompts become tokens, tokens become answers. Safe for many threads: the native code batches
/// what runs at the same time.
///
/// How completion tokens are counted: every token that the model drew for the answer counts, also the end-of-text
/// token and those whose text is held back or cut off by a stop string; what was drawn after the stop string was
/// complete or after the caller left does not. A character that is spread over several tokens arrives from the native
/// code as one piece; it counts as many tokens as the tokenizer needs for it.
final class ChatModel {
    private static final int STANDARD_CONTEXT = 4096;

    private final LlamaModel model;
    private final GgufFile file;
    private final PromptWriter prompts;
    private final int context;
    private final boolean promptCache;

    private ChatModel(LlamaModel model, GgufFile file, int context, boolean promptCache) {
        this.model = model;
        this.file = file;
        this.prompts = PromptWriter.of(file);
        this.context = context;
        this.promptCache = promptCache;
    }

    static ChatModel load(GgufFile file, EngineOptions options) {
        int context = context(file, options);
        var problems = new ConcurrentLinkedQueue<String>();
        try (var _ = NativeLibrary.unpacked()) {
            LlamaModel.setLogger(LogFormat.TEXT, (level, text) -> {
                if (level == LogLevel.ERROR && problems.size() < 8) {
                    problems.add(text.strip());
                }
            });
            var parameters = new ModelParameters()
                    .setModel(file.path().toString())
                    .setCtxSize(context * options.parallel())
                    .setParallel(options.parallel())
                    .enableContBatching()
                    .disableContextShift()
                    // Prompts are written by us; the native code must not even parse the file's template.
                    .setChatTemplate("chatml")
                    .setThreads(options.threads())
                    .setThreadsBatch(options.threads())
                    .disableLog();
            return new ChatModel(LlamaTasks.load(parameters), file, context, options.promptCache());
        } catch (LlamaTasks.Refused e) {
            throw new StartFailure(
                    "model file " + file.path() + " could not be loaded: "
                            + (problems.isEmpty() ? e.getMessage() : String.join("; ", problems)),
                    e);
        } catch (UnsatisfiedLinkError e) {
            throw new StartFailure("the native library cannot be used on this machine: " + e.getMessage(), e);
        }
    }

    private static int context(GgufFile file, EngineOptions options) {
        int trained = file.trainedContext();
        if (options.context() == 0) {
            return Math.min(trained, STANDARD_CONTEXT);
        }
        if (options.context() > trained) {
            EngineLog.line("context cut to what the model was trained for", "asked", options.context(), "is", trained);
        }
        return Math.min(trained, options.context());
    }

    /// Tokens that prompt and answer of one request may have together.
    int context() {
        return context;
    }

    /// The conversation as the model reads it. Its length is the number of prompt tokens.
    int[] prompt(List<Message> messages) {
        int[] tokens = model.encode(prompts.write(messages));
        if (!file.addBeginToken() || (tokens.length > 0 && tokens[0] == file.beginToken())) {
            return tokens;
        }
        int[] begun = new int[tokens.length + 1];
        begun[0] = file.beginToken();
        System.arraycopy(tokens, 0, begun, 1, tokens.length);
        return begun;
    }

    /// Generates one answer; blocks until its end.
    ///
    /// @param pieces gets text as it becomes certain; never half a character, never part of a stop string
    /// @param cancelled asked after each token: true ends the answer and frees the slot
    Answer generate(
            int[] prompt,
            int maxTokens,
            ChatRequest request,
            int choice,
            Consumer<String> pieces,
            BooleanSupplier cancelled) {
        var stops = new StopMatcher(prompts.with(request.stops()));
        int task;
        try {
            task = LlamaTasks.submit(model, parameters(prompt, maxTokens, request, choice));
        } catch (LlamaTasks.Refused e) {
            throw refused(e, request);
        }
        int tokens = 0;
        boolean lastWasSilent = false;
        while (true) {
            LlamaTasks.Piece piece;
            try {
                piece = LlamaTasks.receive(model, task);
            } catch (LlamaTasks.Refused e) {
                throw refused(e, request);
            }
            if (piece.last()) {
                break;
            }
            lastWasSilent = piece.text().isEmpty();
            tokens += tokensOf(piece.text());
            String certain = stops.accept(piece.text());
            if (!certain.isEmpty() || tokens == 1) {
                pieces.accept(certain);
            }
            if (stops.matched()) {
                LlamaTasks.cancel(model, task);
                return new Answer(Math.min(tokens, maxTokens), Finish.STOP);
            }
            if (cancelled.getAsBoolean()) {
                LlamaTasks.cancel(model, task);
                return new Answer(Math.min(tokens, maxTokens), Finish.CANCELLED);
            }
        }
        String rest = stops.end();
        if (!rest.isEmpty()) {
            pieces.accept(rest);
        }
        // The end-of-text token has no text; if the last token had some, only the limit can have ended the answer.
        return lastWasSilent
                ? new Answer(Math.min(tokens, maxTokens), Finish.STOP)
                : new Answer(maxTokens, Finish.LENGTH);
    }

    enum Finish {
        STOP,
        LENGTH,
        CANCELLED
    }

    /// How an answer ended and how many tokens were drawn for it.
    record Answer(int tokens, Finish finish) {}

    private int tokensOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return Math.max(1, file.sentencePiece() ? tokensAfterSpace(text) : model.encode(text).length);
            }
        }
        return 1;
    }

    /// A SentencePiece tokenizer puts a space before a text; with a known first token it does no harm.
    private int tokensAfterSpace(String text) {
        return model.encode("0\n" + text).length - model.encode("0\n").length;
    }

    private String parameters(int[] prompt, int maxTokens, ChatRequest request, int choice) {
        Sampling sampling = request.sampling();
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode ids = json.putArray("prompt");
        for (int token : prompt) {
            ids.add(token);
        }
        Long seed = request.seed();
        long drawn = seed == null ? ThreadLocalRandom.current().nextLong() : seed + choice;
        json.put("n_predict", maxTokens)
                .put("stream", true)
                .put("cache_prompt", promptCache)
                // 0xFFFFFFFF would mean "choose one".
                .put("seed", (drawn ^ (drawn >>> 32)) & 0x7FFF_FFFFL)
                .put("temperature", sampling.temperature())
                .put("top_p", sampling.topP())
                .put("top_k", sampling.topK())
                .put("min_p", sampling.minP())
                .put("frequency_penalty", sampling.frequencyPenalty())
                .put("presence_penalty", sampling.presencePenalty())
                .put("repeat_penalty", sampling.repetitionPenalty())
                .put("ignore_eos", sampling.ignoreEnd());
        ArrayNode bias = json.putArray("logit_bias");
        sampling.logitBias()
                .forEach((token, value) -> bias.addArray().add(token).add(value));
        String schema = request.schemaJson();
        if (schema != null) {
            json.putRawValue("json_schema", new RawValue(schema));
        }
        return Json.text(json);
    }

    private static ApiError refused(LlamaTasks.Refused e, ChatRequest request) {
        if (request.schemaJson() != null) {
            return ApiError.invalid("response_format", "The schema cannot be used: " + e.getMessage());
        }
        return ApiError.internal("The engine could not work on the request.");
    }
}
