package dev.aquifer.billing.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// What `./aquifer verify --files` says of a folder, for tests of all rooms.
///
/// @param status of its exit, @param said on both outputs
public record Verified(int status, String said) {

    public static Verified of(Path folder) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, true, UTF_8)) {
            int status = VerifyFiles.run(List.of(folder.toString()), out, out);
            return new Verified(status, bytes.toString(UTF_8));
        }
    }
}
