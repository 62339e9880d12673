package dev.aquifer.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a running supervisor tells about itself in `<data>/run/stack.properties`.
record Running(long pid, String host, int portBase, Set<PartName> parts) {

    static Path file(Layout layout) {
        return layout.run().resolve("stack.properties");
    }

    void write(Layout layout) throws IOException {
        String names = parts.stream().map(PartName::id).collect(Collectors.joining(","));
        Files.writeString(
                file(layout), "pid=" + pid + "\nhost=" + host + "\nportBase=" + portBase + "\nparts=" + names + "\n");
    }

    static @Nullable Running read(Layout layout) {
        var values = new Properties();
        try (Reader reader = Files.newBufferedReader(file(layout))) {
            values.load(reader);
        } catch (IOException e) {
            return null;
        }
        Set<PartName> parts = EnumSet.noneOf(PartName.class);
        Arrays.stream(values.getProperty("parts", "").split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(PartName::of)
                .forEach(parts::add);
        return new Running(
                Long.parseLong(values.getProperty("pid", "0")),
                values.getProperty("host", Ports.LOOPBACK),
                Integer.parseInt(values.getProperty("portBase", "8080")),
                parts);
    }

    /// The layout as the running supervisor sees it.
    Layout layout(Layout given) {
        return new Layout(given.root(), given.data(), host, portBase);
    }
}
