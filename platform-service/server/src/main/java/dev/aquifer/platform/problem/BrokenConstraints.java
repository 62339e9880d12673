package dev.aquifer.platform.problem;

import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Names the fields of the input that break a constraint: the property's path within the body, or the parameter.
class BrokenConstraints {
    @ServerExceptionMapper(value = ResteasyReactiveViolationException.class, priority = 1)
    public Response ofRequest(ResteasyReactiveViolationException thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(value = ConstraintViolationException.class, priority = 1)
    public Response any(ConstraintViolationException thrown) {
        return response(thrown);
    }

    private static Response response(ConstraintViolationException thrown) {
        return Problems.validation(thrown.getConstraintViolations().stream()
                        .map(BrokenConstraints::violation)
                        .sorted(Comparator.comparing(Problems.Violation::field)
                                .thenComparing(Problems.Violation::message))
                        .toList())
                .toResponse();
    }

    private static Problems.Violation violation(ConstraintViolation<?> broken) {
        String parameter = "body";
        List<String> properties = new ArrayList<>();
        for (Path.Node node : broken.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() == ElementKind.PROPERTY) {
                properties.add(
                        node.getIndex() == null ? node.getName() : "[" + node.getIndex() + "]." + node.getName());
            }
        }
        String field = properties.isEmpty() ? parameter : String.join(".", properties);
        return new Problems.Violation(field.equals("request") ? "body" : field, broken.getMessage());
    }
}
