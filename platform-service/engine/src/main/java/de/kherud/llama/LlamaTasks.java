package de.kherud.llama;

/// Opens the task calls of the binding: submit with parameters as JSON, receive, cancel.
///
/// The binding's public way (`LlamaModel.generate`) takes the prompt only as text and tokenises it once more, adding
/// a second begin-of-text token where the template already wrote one. By JSON the prompt goes in as token ids, so
/// that what is counted is what is evaluated, and a schema that cannot be turned into a grammar comes back as an
/// exception instead of ending the process.
public final class LlamaTasks {
    private LlamaTasks() {}

    /// What one call of [#receive] brought: the text of one or more tokens, or the end (which has no text of its
    /// own).
    public record Piece(String text, boolean last) {}

    /// The native code refused or failed; the binding's own exception cannot be seen from outside its package.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(LlamaException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /// Loads a model. Throws [Refused].
    public static LlamaModel load(ModelParameters parameters) {
        try {
            return new LlamaModel(parameters);
        } catch (LlamaException e) {
            throw new Refused(e);
        }
    }

    /// Hands in a task; returns its id. Throws [Refused].
    public static int submit(LlamaModel model, String parametersJson) {
        try {
            return model.requestCompletion(parametersJson);
        } catch (LlamaException e) {
            throw new Refused(e);
        }
    }

    /// Blocks in native code until the task has brought something: call it from a platform thread only. Throws
    /// [Refused].
    public static Piece receive(LlamaModel model, int task) {
        try {
            LlamaOutput output = model.receiveCompletion(task);
            return new Piece(output.text, output.stop);
        } catch (LlamaException e) {
            throw new Refused(e);
        }
    }

    /// Frees the task's slot. After it, [#receive] must not be called for this task: it would never return.
    public static void cancel(LlamaModel model, int task) {
        model.cancelCompletion(task);
    }
}
