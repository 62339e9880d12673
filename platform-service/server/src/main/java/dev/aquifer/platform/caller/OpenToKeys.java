package dev.aquifer.platform.caller;

import dev.aquifer.platform.api.key.KeyScope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a resource or one of its methods: API keys with this scope may call it, as a developer of their organisation
/// would. What does not say so is for persons alone.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OpenToKeys {
    KeyScope value();
}
