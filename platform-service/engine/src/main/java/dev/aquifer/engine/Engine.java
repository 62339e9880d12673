package dev.aquifer.engine;

import java.nio.file.Path;

/// The process: `--model FILE.gguf` serves chat, `--embedding bge-small-zh-v1.5` serves embeddings.
///
/// A start that fails prints one line on standard error and ends the process with code 1. SIGTERM ends it with code
/// 0.
public final class Engine {
    private Engine() {}

    public static void main(String[] arguments) {
        // Netty's way around the heap makes Java 25 print warnings into every engine's log, and brings nothing here.
        System.setProperty("io.netty.noUnsafe", "true");
        EngineServer server;
        try {
            EngineOptions options = EngineOptions.parse(arguments, System.getenv());
            Path model = options.model();
            // A wrong file is refused before the port is bound: nobody should wait for a process that will never be
            // ready.
            GgufFile header = model == null ? null : GgufFile.read(model);
            server = EngineServer.start(options, header);
        } catch (StartFailure failure) {
            fail(failure);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.close();
                            EngineLog.line("stopped");
                            // The native worker thread still runs: an ordinary exit would tear its globals down under
                            // it.
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        try {
            server.load();
        } catch (StartFailure failure) {
            fail(failure);
        }
    }

    private static void fail(StartFailure failure) {
        System.err.println("engine: " + failure.getMessage());
        System.err.flush();
        Runtime.getRuntime().halt(1);
    }
}
