package dev.aquifer.engine.template;

/// A template that cannot be read or run. If the template itself refused its input (`raise_exception`), `refusal` is
/// true and the message is the template's own.
public final class TemplateFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    private TemplateFailure(String message, boolean refusal) {
        super(message, null, false, false);
        this.refusal = refusal;
    }

    static TemplateFailure broken(String message) {
        return new TemplateFailure(message, false);
    }

    static TemplateFailure refused(String message) {
        return new TemplateFailure(message, true);
    }

    public boolean refusal() {
        return refusal;
    }
}
