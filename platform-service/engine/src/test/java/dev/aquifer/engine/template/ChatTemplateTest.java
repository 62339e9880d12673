package dev.aquifer.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The expected texts are those of Jinja2 3.1 with `trim_blocks` and `lstrip_blocks`.
class ChatTemplateTest {
    private static final List<Map<String, String>> CHAT = List.of(
            Map.of("role", "system", "content", " Be \"brief\" 中文 "),
            Map.of("role", "user", "content", "Hi 😀"),
            Map.of("role", "assistant", "content", "<think>x</think> Well "),
            Map.of("role", "user", "content", "more"));

    @Test
    void a_conversation_is_written_turn_by_turn() {
        assertThat(render("""
                                {{- bos_token }}
                                {%- for message in messages %}
                                    {{- '<|' + message['role'] + '|>\\n' + message.content | trim + eos_token ~ '\\n' }}
                                {%- endfor %}
                                {%- if add_generation_prompt %}
                                    {{- '<|assistant|>\\n' }}
                                {%- endif %}
                                """)).isEqualTo("""
                        <s><|system|>
                        Be "brief" 中文</s>
                        <|user|>
                        Hi 😀</s>
                        <|assistant|>
                        <think>x</think> Well</s>
                        <|user|>
                        more</s>
                        <|assistant|>
                        """);
    }

    @Test
    void line_ends_after_statements_and_blanks_before_them_are_layout() {
        assertThat(render("a\n  {% if true %}\n  b\n  {% endif %}\nc {{ 1 }}\nd\n"))
                .isEqualTo("a\n  b\nc 1\nd");
        assertThat(render("a  {#- gone #}\n  b {%- if true -%}  c  {%- endif %} d"))
                .isEqualTo("a  bc d");
    }

    @Test
    void names_set_in_a_loop_stay_there_unless_a_namespace_holds_them() {
        assertThat(render("{% set x = 1 %}{% set ns = namespace(x=1) %}{% for m in messages %}{% set x = 2 %}"
                        + "{% set ns.x = ns.x + loop.index0 %}{% endfor %}{{ x }} {{ ns.x }}"))
                .isEqualTo("1 7");
    }

    @Test
    void macros_filters_tests_and_slices_do_what_python_does() {
        assertThat(render("{% macro tag(text, mark='*') %}{{ mark }}{{ text }}{{ mark }}{% endmacro %}"
                        + "{{ tag('a') }}{{ tag('b', mark='#') }}"))
                .isEqualTo("*a*#b#");
        assertThat(render("{{ messages[1:] | map(attribute='role') | join('+') }}"))
                .isEqualTo("user+assistant+user");
        assertThat(render("{{ messages | selectattr('role', 'equalto', 'user') | list | length }}"))
                .isEqualTo("2");
        assertThat(render("{{ messages[2].content.split('</think>')[-1].strip() | upper }}"))
                .isEqualTo("WELL");
        assertThat(render("{{ 'abcdef'[1:3] ~ 'abc'[::-1] ~ 'abc'[-1] }}")).isEqualTo("bccbac");
        assertThat(render(
                        "{{ 7 // 2 }} {{ 7 % 3 }} {{ 7 / 2 }} {{ -7 // 2 }} {{ 'x' is in ['x'] }} {{ not 3 is even }}"))
                .isEqualTo("3 1 3.5 -4 True True");
        assertThat(render("{{ {'a': [1, none, 'ü\"']} | tojson }} {{ [1, 'q', none, true] }}"))
                .isEqualTo("{\"a\": [1, null, \"ü\\\"\"]} [1, 'q', None, True]");
        assertThat(render("{{ nothing }}|{{ nothing | default('d') }}|{{ '' or 'e' }}|{{ tools is none }}"))
                .isEqualTo("|d|e|True");
        assertThat(
                        render(
                                "{% for k, v in {'a': 1, 'b': 2}.items() if v > 1 %}{{ k }}{{ loop.last }}{% else %}-{% endfor %}"))
                .isEqualTo("bTrue");
        assertThat(render("{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}"
                        + "{% endif %}{{ i }}{% endfor %}"))
                .isEqualTo("023");
        assertThat(render("{{ strftime_now('%d %b %Y') }}")).isEqualTo("25 Nov 2026");
    }

    @Test
    void a_template_may_refuse_a_conversation() {
        assertThatThrownBy(() -> render("{{ raise_exception('roles must alternate') }}"))
                .isInstanceOfSatisfying(TemplateFailure.class, failure -> {
                    assertThat(failure.refusal()).isTrue();
                    assertThat(failure).hasMessage("roles must alternate");
                });
    }

    @Test
    void a_stranger_s_template_has_bounds() {
        String loops = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        String recursion = "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}";
        String doubling =
                "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
        String nesting = "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}";
        for (String source :
                List.of(loops, recursion, doubling, nesting, "{{ 'x' * 999999999 }}", "{% if true %}", "{{ 1 ")) {
            assertThatThrownBy(() -> render(source)).isInstanceOf(TemplateFailure.class);
        }
    }

    private static String render(String source) {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("messages", CHAT);
        variables.put("add_generation_prompt", true);
        variables.put("bos_token", "<s>");
        variables.put("eos_token", "</s>");
        variables.put("tools", null);
        return ChatTemplate.compile(source, InstantSource.fixed(Instant.parse("2026-11-25T12:00:00Z")))
                .render(variables);
    }
}
