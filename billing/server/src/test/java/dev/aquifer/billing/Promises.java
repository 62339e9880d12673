package dev.aquifer.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What `./aquifer verify` checks, run in a test's database.
public final class Promises {

    private static final String NAME = "-- name: ";

    private Promises() {}

    /// The sentences that rows of these organisations contradict, each with its rows. Other tests' rows may do what
    /// no application can.
    public static List<String> brokenFor(Given given, UUID... organisations) {
        List<String> broken = new ArrayList<>();
        String[] blocks = ("\n" + text()).split("\n" + NAME, -1);
        for (int i = 1; i < blocks.length; i++) {
            int end = blocks[i].indexOf('\n');
            String sentence = blocks[i].substring(0, end);
            given.asSuperuser(blocks[i].substring(end + 1)).stream()
                    .map(String::valueOf)
                    .filter(row -> Arrays.stream(organisations).anyMatch(one -> row.contains(one.toString())))
                    .forEach(row -> broken.add(sentence + ": " + row));
        }
        return broken;
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(Promises.class.getResourceAsStream("/invariants/billing.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
