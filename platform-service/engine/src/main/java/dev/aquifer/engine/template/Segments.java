package dev.aquifer.engine.template;

import java.util.ArrayList;
import java.util.List;

/// Cuts a template into text, `{{ output }}` and `{% statements %}`, with the white-space rules that chat templates
/// are written for: `trim_blocks` and `lstrip_blocks` on, `-` strips all, one line end at the very end is dropped.
final class Segments {
    enum Kind {
        TEXT,
        OUTPUT,
        STATEMENT
    }

    record Segment(Kind kind, String body) {}

    private final String source;
    private final List<Segment> found = new ArrayList<>();

    private Segments(String source) {
        this.source = source;
    }

    static List<Segment> of(String source) {
        String text = source.replace("\r\n", "\n");
        var segments = new Segments(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        segments.cut();
        return segments.found;
    }

    private void cut() {
        int from = 0;
        while (from < source.length()) {
            int tag = nextTag(from);
            if (tag < 0) {
                text(source.substring(from));
                return;
            }
            char kind = source.charAt(tag + 1);
            boolean strip = tag + 2 < source.length() && source.charAt(tag + 2) == '-';
            String before = source.substring(from, tag);
            if (strip) {
                before = before.stripTrailing();
            } else if (kind != '{') {
                before = withoutIndent(before, tag);
            }
            text(before);
            int body = tag + (strip || source.startsWith("+", tag + 2) ? 3 : 2);
            int end = end(kind, body);
            boolean stripAfter = source.charAt(end - 1) == '-' && end - 1 >= body;
            String inside = source.substring(body, stripAfter ? end - 1 : end);
            if (kind == '{') {
                found.add(new Segment(Kind.OUTPUT, inside));
            } else if (kind == '%') {
                found.add(new Segment(Kind.STATEMENT, inside));
            }
            from = end + 2;
            if (stripAfter) {
                while (from < source.length() && Character.isWhitespace(source.charAt(from))) {
                    from++;
                }
            } else if (kind != '{' && from < source.length() && source.charAt(from) == '\n') {
                from++;
            }
        }
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            found.add(new Segment(Kind.TEXT, text));
        }
    }

    private int nextTag(int from) {
        for (int at = source.indexOf('{', from);
                at >= 0 && at + 1 < source.length();
                at = source.indexOf('{', at + 1)) {
            char next = source.charAt(at + 1);
            if (next == '{' || next == '%' || next == '#') {
                return at;
            }
        }
        return -1;
    }

    /// Blanks between the line's beginning and a statement are layout of the template, not of its output.
    private String withoutIndent(String before, int tag) {
        int line = tag;
        while (line > 0 && (source.charAt(line - 1) == ' ' || source.charAt(line - 1) == '\t')) {
            line--;
        }
        boolean atLineStart = line == 0 || source.charAt(line - 1) == '\n';
        return atLineStart ? before.substring(0, Math.max(0, before.length() - (tag - line))) : before;
    }

    /// The place of the closing mark; marks within strings and brackets do not count.
    private int end(char kind, int from) {
        String close = kind == '{' ? "}}" : kind + "}";
        if (kind == '#') {
            int at = source.indexOf(close, from);
            if (at >= 0) {
                return at;
            }
            throw TemplateFailure.broken("a comment is not closed");
        }
        int depth = 0;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (depth == 0 && source.startsWith(close, i)) {
                return i;
            }
            if (c == '"' || c == '\'') {
                i = endOfString(i);
            } else if (c == '{' || c == '(' || c == '[') {
                depth++;
            } else if (c == '}' || c == ')' || c == ']') {
                depth--;
            }
        }
        throw TemplateFailure.broken("a tag is not closed");
    }

    private int endOfString(int from) {
        for (int i = from + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == source.charAt(from)) {
                return i;
            }
        }
        throw TemplateFailure.broken("a string is not closed");
    }
}
