package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.List;

/// The words of one tag, read from left to right.
final class Tokens {
    enum Kind {
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        SIGN,
        END
    }

    record Token(Kind kind, String text) {}

    private static final List<String> LONG_SIGNS = List.of("==", "!=", "<=", ">=", "//", "**");

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    Tokens(String source) {
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"' || c == '\'') {
                at = string(source, at);
            } else if (Character.isDigit(c)) {
                at = number(source, at);
            } else if (Character.isJavaIdentifierStart(c)) {
                int end = at;
                while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
                    end++;
                }
                tokens.add(new Token(Kind.NAME, source.substring(at, end)));
                at = end;
            } else {
                String sign = source.substring(at, at + 1);
                for (String longer : LONG_SIGNS) {
                    if (source.startsWith(longer, at)) {
                        sign = longer;
                    }
                }
                tokens.add(new Token(Kind.SIGN, sign));
                at += sign.length();
            }
        }
        tokens.add(new Token(Kind.END, "end of tag"));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Kind.END;
    }

    boolean isSign(String sign) {
        return peek().kind() == Kind.SIGN && peek().text().equals(sign);
    }

    boolean isWord(String word) {
        return peek().kind() == Kind.NAME && peek().text().equals(word);
    }

    /// Whether the two next tokens are these words.
    boolean areWords(String first, String second) {
        return isWord(first)
                && tokens.get(next + 1).kind() == Kind.NAME
                && tokens.get(next + 1).text().equals(second);
    }

    /// Whether a name follows that is given a value: `name =`.
    boolean isNamedArgument() {
        return peek().kind() == Kind.NAME
                && tokens.get(next + 1).kind() == Kind.SIGN
                && tokens.get(next + 1).text().equals("=");
    }

    boolean takeSign(String sign) {
        boolean there = isSign(sign);
        if (there) {
            next++;
        }
        return there;
    }

    boolean takeWord(String word) {
        boolean there = isWord(word);
        if (there) {
            next++;
        }
        return there;
    }

    void needSign(String sign) {
        if (!takeSign(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    void needWord(String word) {
        if (!takeWord(word)) {
            throw unexpected("'" + word + "'");
        }
    }

    String needName() {
        if (peek().kind() != Kind.NAME) {
            throw unexpected("a name");
        }
        return take().text();
    }

    void needEnd() {
        if (!atEnd()) {
            throw unexpected("the end of the tag");
        }
    }

    TemplateFailure unexpected(String wanted) {
        return TemplateFailure.broken(wanted + " expected, found '" + peek().text() + "'");
    }

    private int string(String source, int from) {
        var text = new StringBuilder();
        int at = from + 1;
        while (at < source.length() && source.charAt(at) != source.charAt(from)) {
            char c = source.charAt(at++);
            if (c != '\\' || at == source.length()) {
                text.append(c);
                continue;
            }
            char escaped = source.charAt(at++);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case '\n' -> text.append("");
                case 'u' -> {
                    if (at + 4 > source.length()) {
                        throw TemplateFailure.broken("a string ends within an escape");
                    }
                    try {
                        text.append((char) Integer.parseInt(source.substring(at, at + 4), 16));
                    } catch (NumberFormatException e) {
                        throw TemplateFailure.broken("a string holds a wrong escape");
                    }
                    at += 4;
                }
                case '\\', '\'', '"' -> text.append(escaped);
                default -> text.append('\\').append(escaped);
            }
        }
        tokens.add(new Token(Kind.STRING, text.toString()));
        return at + 1;
    }

    private int number(String source, int from) {
        int at = from;
        boolean fraction = false;
        while (at < source.length()
                && (Character.isDigit(source.charAt(at))
                        || (source.charAt(at) == '.'
                                && !fraction
                                && at + 1 < source.length()
                                && Character.isDigit(source.charAt(at + 1))))) {
            fraction |= source.charAt(at) == '.';
            at++;
        }
        tokens.add(new Token(fraction ? Kind.FLOAT : Kind.INTEGER, source.substring(from, at)));
        return at;
    }
}
