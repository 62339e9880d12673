#!/usr/bin/env bash
# Measures what the gateway adds to the engine's own time, against a running stack. Options: see README.md, or run it without any.
set -euo pipefail

here="$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ ! -f "$here/target/bench.jar" ]; then
    (cd "$here/../.." && ./mvnw -B -ntp -q -Dquick -DskipTests -pl infra/bench package) >&2
fi
exec "$java" -XX:+UseSerialGC -cp "$here/target/bench.jar" dev.aquifer.bench.GatewayLatency "$@"
