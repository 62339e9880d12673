#!/usr/bin/env bash
# Measures billing from Kafka to the posted charge, beside PostgreSQL's staged COPY and Kafka's own consumer, on servers of its own.
# Options: see README.md.
set -euo pipefail

here="$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd -P "$here/../.." && pwd)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ ! -f "$here/target/bench.jar" ] || [ ! -f "$root/billing/server/target/quarkus-app/quarkus-run.jar" ]; then
    (cd "$root" && ./mvnw -B -ntp -q -Dquick -DskipTests -pl infra/bench,billing/server -am package) >&2
fi
exec "$java" -XX:+UseSerialGC -Xmx512m -Daquifer.root="$root" \
    -Djava.util.logging.config.file="$here/src/main/resources/logging.properties" \
    -cp "$here/target/bench.jar:$root/infra/stack/target/stack.jar:$root/infra/stack/target/lib/*" \
    dev.aquifer.bench.BillingBench "$@"
