package dev.aquifer.stack;

import java.io.IOException;

/// Kafka with its topics.
record KafkaPart(Layout layout) implements Part {
    @Override
    public PartName name() {
        return PartName.KAFKA;
    }

    @Override
    public Process start() throws IOException {
        return KafkaServer.launch(
                layout.folder(name()), layout.port(name()), layout.kafkaControllerPort(), layout.log(name().id()));
    }

    @Override
    public String problem() {
        return Ports.isFree(Ports.LOOPBACK, layout.port(name()))
                ? "it does not listen yet"
                : KafkaServer.prepare(layout.port(name()));
    }
}
