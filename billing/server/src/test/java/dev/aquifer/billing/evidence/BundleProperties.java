package dev.aquifer.billing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The same files give the same bytes, in whatever order they were added; one changed letter gives others.
class BundleProperties {
    @Property(tries = 100)
    void the_same_files_give_the_same_bytes(@ForAll("files") Map<String, String> files) {
        var one = new Bundle();
        var two = new Bundle();
        files.forEach(one::add);
        files.entrySet().stream()
                .sorted(Map.Entry.<String, String>comparingByKey().reversed())
                .forEach(file -> two.add(file.getKey(), file.getValue()));

        assertThat(one.zip()).isEqualTo(two.zip());
        assertThat(one.hashes()).isEqualTo(two.hashes()).hasSameSizeAs(files);
    }

    @Example
    void a_name_is_taken_once_and_the_sums_are_not_a_file_of_ones_own() {
        var bundle = new Bundle().add("a.txt", "a\n");
        assertThatThrownBy(() -> bundle.add("a.txt", "b\n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bundle.add(Bundle.SUMS, "b\n")).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<Map<String, String>> files() {
        var names = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        var texts = Arbitraries.strings().ofMaxLength(200);
        return Arbitraries.maps(names, texts).ofMaxSize(8);
    }
}
