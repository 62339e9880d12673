package dev.aquifer.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeftoversTest {
    @Test
    void only_programs_of_this_very_folder_are_ours() {
        assertThat(Leftovers.isOurs("/usr/bin/java\n-Daquifer.data=/a b/.aquifer\n-jar\nx.jar", "/a b/.aquifer"))
                .isTrue();
        assertThat(Leftovers.isOurs("/x/bin/postgres\n-D\n/a b/.aquifer/postgres\n-c\nport=1", "/a b/.aquifer"))
                .isTrue();
        assertThat(Leftovers.isOurs("java -Daquifer.data=/a b/.aquifer -jar x.jar", "/a b/.aquifer"))
                .isTrue();
        assertThat(Leftovers.isOurs("java\n-Daquifer.data=/a b/.aquifer2\n-jar\nx.jar", "/a b/.aquifer"))
                .isFalse();
        assertThat(Leftovers.isOurs("vim\n/a b/.aquifer/log/stack.log", "/a b/.aquifer"))
                .isFalse();
        assertThat(Leftovers.isOurs(
                        "java\n-cp\nx\ndev.aquifer.stack.Main\nstatus\n--data\n/a b/.aquifer", "/a b/.aquifer"))
                .isFalse();
        assertThat(Leftovers.isOurs(
                        "java\n-cp\nx\ndev.aquifer.stack.Main\nsupervise\n--data\n/a b/.aquifer", "/a b/.aquifer"))
                .isTrue();
    }
}
