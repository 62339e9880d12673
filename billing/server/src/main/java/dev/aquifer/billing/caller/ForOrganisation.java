package dev.aquifer.billing.caller;

import dev.aquifer.platform.api.organisation.Role;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The method runs in a transaction that is bound to the organisation which the header `Aquifer-Organisation`
/// names, after the signed-in person's membership has been checked: no header 400, not a member 404, role too
/// small 403. An API key acts in its own organisation; see [OpenToKeys].
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForOrganisation {

    /// Roles that may; empty: every member.
    @Nonbinding
    Role[] roles() default {};
}
