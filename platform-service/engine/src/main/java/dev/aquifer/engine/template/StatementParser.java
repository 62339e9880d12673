package dev.aquifer.engine.template;

import dev.aquifer.engine.template.Segments.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles the segments of a template to steps: `if`, `for`, `set`, `macro`, `filter`, `do`, `generation`,
/// `break` and `continue`.
final class StatementParser {
    private static final int DEEPEST = 100;

    private final List<Segment> segments;
    private int next;
    private int depth;
    /// The tag that ended the last block: its word, and the rest of it.
    private String endWord = "";
    private Tokens endTokens = new Tokens("");

    StatementParser(List<Segment> segments) {
        this.segments = segments;
    }

    Step whole() {
        return block(Set.of());
    }

    private Step block(Set<String> ends) {
        if (++depth > DEEPEST) {
            throw TemplateFailure.broken("blocks are nested too deeply");
        }
        var steps = new ArrayList<Step>();
        while (next < segments.size()) {
            Segment segment = segments.get(next++);
            switch (segment.kind()) {
                case TEXT -> {
                    String text = segment.body();
                    steps.add((_, out) -> out.append(text));
                }
                case OUTPUT -> {
                    var tokens = new Tokens(segment.body());
                    Expression value = new ExpressionParser(tokens).tuple();
                    tokens.needEnd();
                    steps.add((scope, out) -> out.append(Values.text(value.value(scope))));
                }
                case STATEMENT -> {
                    var tokens = new Tokens(segment.body());
                    String word = tokens.needName();
                    if (ends.contains(word)) {
                        endWord = word;
                        endTokens = tokens;
                        depth--;
                        return sequence(steps);
                    }
                    steps.add(statement(word, tokens));
                }
            }
        }
        if (!ends.isEmpty()) {
            throw TemplateFailure.broken("a block is not closed: " + String.join(" or ", ends) + " expected");
        }
        depth--;
        return sequence(steps);
    }

    private static Step sequence(List<Step> steps) {
        List<Step> all = List.copyOf(steps);
        return (scope, out) -> {
            for (Step step : all) {
                scope.step(out);
                step.run(scope, out);
            }
        };
    }

    private Step statement(String word, Tokens tokens) {
        return switch (word) {
            case "if" -> condition(tokens);
            case "for" -> loop(tokens);
            case "set" -> assignment(tokens);
            case "macro" -> macro(tokens);
            case "filter" -> filter(tokens);
            case "do" -> {
                Expression value = new ExpressionParser(tokens).tuple();
                tokens.needEnd();
                yield (scope, _) -> value.value(scope);
            }
            case "generation" -> block(Set.of("endgeneration"));
            case "break" ->
                (_, _) -> {
                    throw new Jump(true);
                };
            case "continue" ->
                (_, _) -> {
                    throw new Jump(false);
                };
            default -> throw TemplateFailure.broken("unknown statement '" + word + "'");
        };
    }

    private Step condition(Tokens tokens) {
        Expression test = new ExpressionParser(tokens).expression();
        tokens.needEnd();
        Step then = block(Set.of("elif", "else", "endif"));
        Step otherwise = switch (endWord) {
            case "elif" -> condition(endTokens);
            case "else" -> block(Set.of("endif"));
            default -> (_, _) -> {};
        };
        return (scope, out) -> {
            if (Values.truth(test.value(scope))) {
                then.run(scope, out);
            } else {
                otherwise.run(scope, out);
            }
        };
    }

    private Step loop(Tokens tokens) {
        var targets = new ArrayList<String>();
        boolean parentheses = tokens.takeSign("(");
        do {
            targets.add(tokens.needName());
        } while (tokens.takeSign(","));
        if (parentheses) {
            tokens.needSign(")");
        }
        tokens.needWord("in");
        var parser = new ExpressionParser(tokens);
        Expression items = parser.disjunction();
        Expression filter = tokens.takeWord("if") ? parser.expression() : null;
        tokens.needEnd();
        Step body = block(Set.of("else", "endfor"));
        Step otherwise = endWord.equals("else") ? block(Set.of("endfor")) : (_, _) -> {};
        return new Loop(List.copyOf(targets), items, filter, body, otherwise);
    }

    private Step assignment(Tokens tokens) {
        String name = tokens.needName();
        if (tokens.takeSign(".")) {
            String member = tokens.needName();
            tokens.needSign("=");
            Expression value = new ExpressionParser(tokens).tuple();
            tokens.needEnd();
            return (scope, _) -> {
                if (!(scope.get(name) instanceof Namespace namespace)) {
                    throw TemplateFailure.broken("'" + name + "' is no namespace");
                }
                namespace.put(member, value.value(scope));
            };
        }
        var names = new ArrayList<String>(List.of(name));
        while (tokens.takeSign(",")) {
            names.add(tokens.needName());
        }
        if (tokens.takeSign("=")) {
            Expression value = new ExpressionParser(tokens).tuple();
            tokens.needEnd();
            return (scope, _) -> Loop.bind(names, value.value(scope), scope);
        }
        tokens.needEnd();
        Step body = block(Set.of("endset"));
        return (scope, out) -> {
            int from = out.length();
            body.run(scope.inner(), out);
            String text = out.substring(from);
            out.setLength(from);
            scope.set(name, text);
        };
    }

    private Step filter(Tokens tokens) {
        Expression filtered = new ExpressionParser(tokens).filter(scope -> scope.get("\0filtered"));
        tokens.needEnd();
        Step body = block(Set.of("endfilter"));
        return (scope, out) -> {
            int from = out.length();
            body.run(scope, out);
            String text = out.substring(from);
            out.setLength(from);
            Scope inner = scope.inner();
            inner.set("\0filtered", text);
            out.append(Values.text(filtered.value(inner)));
        };
    }

    private Step macro(Tokens tokens) {
        String name = tokens.needName();
        tokens.needSign("(");
        var parameters = new ArrayList<String>();
        var standards = new ArrayList<@Nullable Expression>();
        while (!tokens.takeSign(")")) {
            parameters.add(tokens.needName());
            standards.add(tokens.takeSign("=") ? new ExpressionParser(tokens).expression() : null);
            if (!tokens.isSign(")")) {
                tokens.needSign(",");
            }
        }
        tokens.needEnd();
        Step body = block(Set.of("endmacro"));
        return (scope, _) -> scope.set(name, (Callable) arguments -> {
            Scope inner = scope.inner();
            for (int i = 0; i < parameters.size(); i++) {
                Expression standard = standards.get(i);
                inner.set(
                        parameters.get(i),
                        arguments.get(
                                i, parameters.get(i), standard == null ? Undefined.VALUE : standard.value(scope)));
            }
            var out = new StringBuilder();
            body.run(inner, out);
            return out.toString();
        });
    }
}
