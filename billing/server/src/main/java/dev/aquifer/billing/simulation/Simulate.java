package dev.aquifer.billing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.aquifer.billing.api.simulation.SimulationResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `./aquifer simulate FILE...`: prints the result of each scenario as JSON, in the order of the files: one spread
/// over lines, several one per line. Starts no server. On any mistake nothing is printed as a result, the mistakes go
/// to the standard error, and the exit status is 2.
public final class Simulate {
    private static final int MISTAKE = 2;

    private Simulate() {}

    public static void main(String[] files) {
        System.exit(run(
                List.of(files), new PrintStream(System.out, false, UTF_8), new PrintStream(System.err, true, UTF_8)));
    }

    static int run(List<String> files, PrintStream out, PrintStream err) {
        if (files.isEmpty()) {
            err.println("Usage: ./aquifer simulate FILE...");
            return MISTAKE;
        }
        var results = new ArrayList<SimulationResult>();
        for (var file : files) {
            try {
                results.add(Simulation.of(Files.readString(Path.of(file))));
            } catch (Mistake mistake) {
                err.println(file + ": " + mistake.said());
            } catch (NoSuchFileException _) {
                err.println(file + ": there is no such file");
            } catch (MalformedInputException _) {
                err.println(file + ": must be text in UTF-8");
            } catch (IOException e) {
                err.println(file + ": cannot be read: " + e.getMessage());
            }
        }
        if (results.size() < files.size()) {
            return MISTAKE;
        }
        results.forEach(result -> out.println(text(result, results.size() == 1)));
        out.flush();
        return 0;
    }

    static String text(SimulationResult result, boolean spread) {
        var json = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .build();
        try {
            return spread
                    ? json.writerWithDefaultPrettyPrinter().writeValueAsString(result)
                    : json.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
