package dev.aquifer.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// S8: marker strings in prompts, in good requests and in ones that fail, are found nowhere afterwards: no log, no
/// journal, no topic, no table.
@InTheHouse
class PromptsAreNotKeptIT {
    @Test
    void a_prompt_leaves_no_trace(House house) throws Exception {
        // given
        var marker = "zebra-" + UUID.randomUUID();
        var tenant = Person.registers(house, "owner@prompts.example").organisation("prompts");
        var key = tenant.key("prompts").secret();

        // when
        assertThat(house.chat(key, House.CHAT, "What is a " + marker + "?", 8).status())
                .isEqualTo(200);
        assertThat(house.chat(key, House.CHAT, (marker + " ").repeat(400), 8).status())
                .isEqualTo(400);
        assertThat(house.chat(key, "no-such-model", marker, 8).status()).isEqualTo(404);
        assertThat(house.chat("aqf_l_" + marker, House.CHAT, marker, 8).status())
                .isEqualTo(401);
        house.eventually(() -> house.usage(tenant.organisation()).size() == 1, "the one answered request is a fact");

        // then
        assertThat(filesWith(marker)).isEmpty();
        for (var database : List.of("platform", "billing")) {
            assertThat(tablesWith(house, database, marker)).isEmpty();
        }
    }

    private static List<Path> filesWith(String marker) throws IOException {
        var needle = marker.getBytes(StandardCharsets.UTF_8);
        var found = new ArrayList<Path>();
        try (var files = Files.walk(House.DATA)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try {
                    if (Files.size(file) < 200_000_000 && contains(Files.readAllBytes(file), needle)) {
                        found.add(file);
                    }
                } catch (IOException _) {
                    // A server's temporary file that went while we looked.
                }
            }
        }
        return found;
    }

    private static boolean contains(byte[] all, byte[] needle) {
        outer:
        for (int i = 0; i <= all.length - needle.length; i++) {
            for (int j = 0; j < needle.length; j++) {
                if (all[i + j] != needle[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private static List<String> tablesWith(House house, String database, String marker) {
        var found = new ArrayList<String>();
        for (var table :
                house.sql(database, "select table_name from information_schema.tables where table_schema = 'public'")) {
            var name = table.getFirst();
            if (house.count(database, "select count(*) from \"" + name + "\" t where t::text like '%" + marker + "%'")
                    > 0) {
                found.add(name);
            }
        }
        return found;
    }

    /// The same search finds what is there, or it would prove nothing.
    @Test
    void the_search_finds_what_is_kept(House house) {
        var marker = "kept" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        var tenant = Person.registers(house, "owner@" + marker + ".example").organisation("k" + marker);
        assertThat(tablesWith(house, "platform", marker)).isNotEmpty();
        assertThat(tenant.get(house.platform() + "/api/members").body().size()).isEqualTo(1);
    }
}
