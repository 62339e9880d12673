package dev.aquifer.platform.problem;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads query parameters that are a UUID or a whole number, and names the parameter if it is neither. JAX-RS itself would
/// answer 404, as it rightly does for a path.
@Provider
public class QueryParameters implements ParamConverterProvider {
    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the class token says which; null means "not mine" by JAX-RS
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof QueryParam parameter) {
                if (type == UUID.class) {
                    return (ParamConverter<T>) new Named<>(parameter.value(), "must be a UUID", QueryParameters::uuid);
                }
                if (type == int.class || type == Integer.class) {
                    return (ParamConverter<T>)
                            new Named<>(parameter.value(), "must be a whole number", Integer::valueOf);
                }
            }
        }
        return null;
    }

    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("a UUID has 36 characters");
        }
        return UUID.fromString(text);
    }

    private record Named<T>(String name, String rule, Function<String, T> parse) implements ParamConverter<T> {
        @Override
        public @Nullable T fromString(@Nullable String value) {
            if (value == null) {
                return null;
            }
            try {
                return parse.apply(value);
            } catch (IllegalArgumentException malformed) {
                throw Problems.validation(name, rule);
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
