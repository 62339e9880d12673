package dev.aquifer.billing.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// For a resource's method that costs money or grants. If the request has the header `Idempotency-Key`, its answer is
/// kept for two days in the transaction of its effect, by organisation (operators and assessors: the house), person,
/// path and key. The same key again gets the same answer and does nothing; with another request 422; while the first
/// one runs 409. A refusal changes nothing and is not kept. What the method does must happen in the transaction that
/// it is called in, and its answer must be a record (or a list of records) that JSON can read back.
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {}
