package dev.aquifer.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/// The main class of the broker's process: formats the folder at the first start, then is Kafka.
final class KafkaNode {
    private KafkaNode() {}

    /// @param args the file of the broker's properties, the folder of its log, the cluster's id
    public static void main(String[] args) {
        Path log = Path.of(args[1]);
        if (!Files.exists(log.resolve("meta.properties"))) {
            int status = StorageTool.execute(
                    new String[] {"format", "-t", args[2], "-c", args[0], "--ignore-formatted"}, System.out);
            if (status != 0) {
                System.exit(status);
            }
        }
        Kafka.main(new String[] {args[0]});
    }
}
