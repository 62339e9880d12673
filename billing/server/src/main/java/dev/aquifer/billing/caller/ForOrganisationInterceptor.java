package dev.aquifer.billing.caller;

import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [ForOrganisation].
@ForOrganisation
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 300)
class ForOrganisationInterceptor {

    private final Caller caller;
    private final Tenancy tenancy;
    private final Organisations organisations;

    ForOrganisationInterceptor(Caller caller, Tenancy tenancy, Organisations organisations) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.organisations = organisations;
    }

    @AroundInvoke
    @Nullable Object within(InvocationContext invocation) {
        UUID organisation = caller.organisation();
        Role[] allowed = allowed(invocation);
        return tenancy.<@Nullable Object>asOrganisation(organisation, () -> {
            Role role = role(organisation).orElseThrow(() -> Problems.notFound("organisation", organisation));
            if (allowed.length > 0 && !Arrays.asList(allowed).contains(role)) {
                throw Problems.forbidden(
                        "Your role " + role + " may not do this; " + Arrays.toString(allowed) + " may.");
            }
            return proceed(invocation);
        });
    }

    /// What may be read with a key was checked by [ScopeCheck]: it is what a finance member reads.
    private Optional<Role> role(UUID organisation) {
        return caller.key() == null
                ? organisations.roleOf(organisation, caller.person())
                : organisations.name(organisation).map(known -> Role.FINANCE);
    }

    private static @Nullable Object proceed(InvocationContext invocation) {
        try {
            return invocation.proceed();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Role[] allowed(InvocationContext invocation) {
        ForOrganisation onMethod = invocation.getMethod().getAnnotation(ForOrganisation.class);
        if (onMethod != null) {
            return onMethod.roles();
        }
        ForOrganisation onType = invocation.getMethod().getDeclaringClass().getAnnotation(ForOrganisation.class);
        return onType == null ? new Role[0] : onType.roles();
    }
}
