package dev.aquifer.platform.idempotency;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// For a transactional method that carries out a command of a request and costs money. If the request has the header
/// `Idempotency-Key`, the answer is kept for two days in the transaction of its effect, by organisation, person, path
/// and key. The same key again gets the same answer and does nothing; with another request 422; while the first one
/// runs 409. A refusal changes nothing and is not kept. The answer must be a record that JSON can read back.
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {}
