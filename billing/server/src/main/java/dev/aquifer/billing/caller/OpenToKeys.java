package dev.aquifer.billing.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a resource or one of its methods: API keys with the scope `billing:read` may read it, as a finance member of
/// their organisation would. What does not say so, and whatever changes something, is for persons alone.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface OpenToKeys {}
