package dev.aquifer.engine.template;

import dev.aquifer.engine.template.Tokens.Kind;
import dev.aquifer.engine.template.Tokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compiles the expression of a tag, with Jinja's precedence: ternary, or, and, not, comparison, `+ -`, `~`, `* / //
/// %`, sign, then calls, members, filters and tests.
final class ExpressionParser {
    private static final Set<String> WORDS = Set.of("if", "else", "and", "or", "not", "in", "is", "for", "recursive");
    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private int depth;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        if (++depth > DEEPEST) {
            throw TemplateFailure.broken("an expression is nested too deeply");
        }
        Expression value = disjunction();
        while (tokens.takeWord("if")) {
            Expression then = value;
            Expression condition = disjunction();
            Expression otherwise = tokens.takeWord("else") ? expression() : _ -> Undefined.VALUE;
            value = scope -> Values.truth(condition.value(scope)) ? then.value(scope) : otherwise.value(scope);
        }
        depth--;
        return value;
    }

    /// One or more expressions with commas between: more than one make a list.
    Expression tuple() {
        Expression first = expression();
        if (!tokens.isSign(",")) {
            return first;
        }
        var parts = new ArrayList<Expression>(List.of(first));
        while (tokens.takeSign(",") && !tokens.atEnd()) {
            parts.add(expression());
        }
        return scope -> evaluated(parts, scope);
    }

    /// Without the ternary, for the `in` part of a loop, whose `if` is a filter.
    Expression disjunction() {
        Expression left = conjunction();
        while (tokens.takeWord("or")) {
            Expression a = left;
            Expression b = conjunction();
            left = scope -> {
                Object value = a.value(scope);
                return Values.truth(value) ? value : b.value(scope);
            };
        }
        return left;
    }

    private Expression conjunction() {
        Expression left = negation();
        while (tokens.takeWord("and")) {
            Expression a = left;
            Expression b = negation();
            left = scope -> {
                Object value = a.value(scope);
                return Values.truth(value) ? b.value(scope) : value;
            };
        }
        return left;
    }

    private Expression negation() {
        if (tokens.takeWord("not")) {
            Expression inner = negation();
            return scope -> !Values.truth(inner.value(scope));
        }
        return comparison();
    }

    private Expression comparison() {
        Expression left = sum();
        while (true) {
            Expression a = left;
            if (tokens.areWords("not", "in")) {
                tokens.take();
                tokens.take();
                Expression b = sum();
                left = scope -> !Values.contains(b.value(scope), a.value(scope));
            } else if (tokens.takeWord("in")) {
                Expression b = sum();
                left = scope -> Values.contains(b.value(scope), a.value(scope));
            } else if (tokens.takeSign("==")) {
                Expression b = sum();
                left = scope -> Values.equal(a.value(scope), b.value(scope));
            } else if (tokens.takeSign("!=")) {
                Expression b = sum();
                left = scope -> !Values.equal(a.value(scope), b.value(scope));
            } else if (tokens.takeSign("<=")) {
                Expression b = sum();
                left = scope -> Values.compare(a.value(scope), b.value(scope)) <= 0;
            } else if (tokens.takeSign(">=")) {
                Expression b = sum();
                left = scope -> Values.compare(a.value(scope), b.value(scope)) >= 0;
            } else if (tokens.takeSign("<")) {
                Expression b = sum();
                left = scope -> Values.compare(a.value(scope), b.value(scope)) < 0;
            } else if (tokens.takeSign(">")) {
                Expression b = sum();
                left = scope -> Values.compare(a.value(scope), b.value(scope)) > 0;
            } else {
                return left;
            }
        }
    }

    private Expression sum() {
        Expression left = joining();
        while (tokens.isSign("+") || tokens.isSign("-")) {
            String sign = tokens.take().text();
            Expression a = left;
            Expression b = joining();
            left = scope -> Arithmetic.of(sign, a.value(scope), b.value(scope));
        }
        return left;
    }

    private Expression joining() {
        Expression left = product();
        while (tokens.takeSign("~")) {
            Expression a = left;
            Expression b = product();
            left = scope -> Arithmetic.joined(Values.text(a.value(scope)), Values.text(b.value(scope)));
        }
        return left;
    }

    private Expression product() {
        Expression left = signed();
        while (tokens.isSign("*") || tokens.isSign("/") || tokens.isSign("//") || tokens.isSign("%")) {
            String sign = tokens.take().text();
            Expression a = left;
            Expression b = signed();
            left = scope -> Arithmetic.of(sign, a.value(scope), b.value(scope));
        }
        return left;
    }

    private Expression signed() {
        if (tokens.takeSign("-")) {
            Expression inner = postfix(primary());
            return scope -> Arithmetic.of("-", 0L, inner.value(scope));
        }
        tokens.takeSign("+");
        return filtered(postfix(primary()));
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            Expression owner = value;
            if (tokens.takeSign(".")) {
                if (tokens.peek().kind() == Kind.INTEGER) {
                    Long place = Long.valueOf(tokens.take().text());
                    value = scope -> Values.member(owner.value(scope), place);
                } else {
                    value = Methods.member(owner, tokens.needName());
                }
            } else if (tokens.takeSign("[")) {
                value = subscript(owner);
            } else if (tokens.isSign("(")) {
                var arguments = arguments();
                value = scope -> {
                    if (owner.value(scope) instanceof Callable function) {
                        return function.call(arguments.of(scope));
                    }
                    throw TemplateFailure.broken("something is called that is no function");
                };
            } else {
                return value;
            }
        }
    }

    private Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            Expression input = value;
            if (tokens.takeSign("|")) {
                value = filter(input);
            } else if (tokens.takeWord("is")) {
                boolean negated = tokens.takeWord("not");
                Expression test = test(input);
                value = negated ? scope -> !Values.truth(test.value(scope)) : test;
            } else {
                return value;
            }
        }
    }

    /// A filter's name and its arguments, also for `{% filter name %}`.
    Expression filter(Expression input) {
        String name = tokens.needName();
        var arguments = tokens.isSign("(") ? arguments() : ArgumentList.NONE;
        return postfix(scope -> Filters.apply(name, input.value(scope), arguments.of(scope)));
    }

    private Expression test(Expression input) {
        String name = tokens.needName();
        ArgumentList arguments = ArgumentList.NONE;
        if (tokens.isSign("(")) {
            arguments = arguments();
        } else if (startsValue(tokens.peek())) {
            arguments = new ArgumentList(List.of(postfix(primary())), Map.of());
        }
        ArgumentList given = arguments;
        return scope -> Tests.holds(name, input.value(scope), given.of(scope));
    }

    private static boolean startsValue(Token token) {
        return switch (token.kind()) {
            case NAME -> !WORDS.contains(token.text());
            case STRING, INTEGER, FLOAT -> true;
            case SIGN -> token.text().equals("[") || token.text().equals("{");
            case END -> false;
        };
    }

    private Expression subscript(Expression owner) {
        Expression from = tokens.isSign(":") ? null : expression();
        if (from != null && tokens.takeSign("]")) {
            return scope -> Methods.subscript(owner.value(scope), from.value(scope));
        }
        tokens.needSign(":");
        Expression to = tokens.isSign(":") || tokens.isSign("]") ? null : expression();
        Expression step = tokens.takeSign(":") && !tokens.isSign("]") ? expression() : null;
        tokens.needSign("]");
        return scope -> Values.slice(owner.value(scope), orNone(from, scope), orNone(to, scope), orNone(step, scope));
    }

    private static @Nullable Object orNone(@Nullable Expression expression, Scope scope) {
        return expression == null ? null : expression.value(scope);
    }

    private Expression primary() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case STRING -> {
                var text = new StringBuilder(token.text());
                while (tokens.peek().kind() == Kind.STRING) {
                    text.append(tokens.take().text());
                }
                yield constant(text.toString());
            }
            case INTEGER -> constant(whole(token.text()));
            case FLOAT -> constant(Double.valueOf(token.text()));
            case NAME -> name(token.text());
            case SIGN -> bracket(token);
            case END -> throw TemplateFailure.broken("a value expected, found the end of the tag");
        };
    }

    private static Long whole(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw TemplateFailure.broken("the number " + text + " is too large");
        }
    }

    private Expression name(String name) {
        return switch (name) {
            case "true", "True" -> constant(true);
            case "false", "False" -> constant(false);
            case "none", "None" -> _ -> null;
            default -> scope -> scope.get(name);
        };
    }

    private Expression bracket(Token open) {
        return switch (open.text()) {
            case "(" -> {
                if (tokens.takeSign(")")) {
                    yield _ -> List.of();
                }
                Expression first = expression();
                if (tokens.takeSign(")")) {
                    yield first;
                }
                var parts = new ArrayList<Expression>(List.of(first));
                while (tokens.takeSign(",") && !tokens.isSign(")")) {
                    parts.add(expression());
                }
                tokens.needSign(")");
                yield scope -> evaluated(parts, scope);
            }
            case "[" -> {
                var parts = new ArrayList<Expression>();
                while (!tokens.takeSign("]")) {
                    parts.add(expression());
                    if (!tokens.isSign("]")) {
                        tokens.needSign(",");
                    }
                }
                yield scope -> evaluated(parts, scope);
            }
            case "{" -> {
                var keys = new ArrayList<Expression>();
                var values = new ArrayList<Expression>();
                while (!tokens.takeSign("}")) {
                    keys.add(expression());
                    tokens.needSign(":");
                    values.add(expression());
                    if (!tokens.isSign("}")) {
                        tokens.needSign(",");
                    }
                }
                yield scope -> {
                    var map = Values.map();
                    for (int i = 0; i < keys.size(); i++) {
                        map.put(
                                Values.text(keys.get(i).value(scope)),
                                values.get(i).value(scope));
                    }
                    return map;
                };
            }
            default -> throw TemplateFailure.broken("a value expected, found '" + open.text() + "'");
        };
    }

    private static Expression constant(Object value) {
        return _ -> value;
    }

    private static List<@Nullable Object> evaluated(List<Expression> parts, Scope scope) {
        var values = new ArrayList<@Nullable Object>(parts.size());
        for (Expression part : parts) {
            values.add(part.value(scope));
        }
        return values;
    }

    private ArgumentList arguments() {
        tokens.needSign("(");
        var places = new ArrayList<Expression>();
        var names = new HashMap<String, Expression>();
        while (!tokens.takeSign(")")) {
            if (tokens.isNamedArgument()) {
                String name = tokens.needName();
                tokens.needSign("=");
                names.put(name, expression());
            } else {
                places.add(expression());
            }
            if (!tokens.isSign(")")) {
                tokens.needSign(",");
            }
        }
        return new ArgumentList(places, names);
    }

    private record ArgumentList(List<Expression> places, Map<String, Expression> names) {
        static final ArgumentList NONE = new ArgumentList(List.of(), Map.of());

        Arguments of(Scope scope) {
            if (places.isEmpty() && names.isEmpty()) {
                return Arguments.NONE;
            }
            Map<String, @Nullable Object> named = Values.map();
            names.forEach((name, value) -> named.put(name, value.value(scope)));
            return new Arguments(evaluated(places, scope), named);
        }
    }
}
