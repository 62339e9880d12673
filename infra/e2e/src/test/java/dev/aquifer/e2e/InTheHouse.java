package dev.aquifer.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A test class that wants the running [House] as a parameter. The house is started once for the whole run, from an
/// empty data folder, and taken down after the last class; taking it down checks the invariants (`./aquifer verify`).
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InTheHouse.Keeper.class)
@interface InTheHouse {
    final class Keeper implements ParameterResolver {
        /// While writing a test: use the stack that runs over the data folder, and leave it running.
        private static final boolean KEEP = Boolean.getBoolean("aquifer.e2e.keep");

        private record Running(House house) implements AutoCloseable {
            static Running start() {
                var house = new House();
                house.up(!KEEP);
                return new Running(house);
            }

            @Override
            public void close() {
                var broken = house.brokenInvariants();
                if (!KEEP) {
                    house.down();
                }
                if (!broken.isEmpty()) {
                    throw new AssertionError("invariants that do not hold after all tests: " + broken);
                }
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == House.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Keeper.class))
                    .computeIfAbsent("house", _ -> Running.start(), Running.class)
                    .house();
        }
    }
}
