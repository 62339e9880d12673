package dev.aquifer.console.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitTest {
    @ParameterizedTest
    @CsvSource({
        "OWNER, 'EVERYONE MEMBERS BUILDERS PAYERS OWNERS'",
        "DEVELOPER, 'EVERYONE MEMBERS BUILDERS'",
        "FINANCE, 'EVERYONE MEMBERS PAYERS'",
        "VIEWER, 'EVERYONE MEMBERS BUILDERS PAYERS'"
    })
    void a_role_opens_its_pages_and_no_others(Role role, String audiences) {
        // given
        var visit = visit(role, false, false);

        // then
        assertThat(of(visit)).isEqualTo(audiences);
    }

    @Test
    void an_operator_without_an_organisation_opens_the_operators_pages_alone() {
        assertThat(of(visit(null, true, false))).isEqualTo("EVERYONE OPERATORS");
        assertThat(of(visit(null, false, true))).isEqualTo("EVERYONE ASSESSORS");
    }

    @Test
    void a_page_that_does_not_say_to_whom_it_opens_stays_shut() {
        assertThat(visit(Role.OWNER, true, true).opens(String.class)).isFalse();
    }

    @Test
    void a_viewer_opens_what_others_change_but_changes_nothing() {
        var viewer = visit(Role.VIEWER, false, false);

        assertThat(viewer.builds()).isFalse();
        assertThat(viewer.applies()).isFalse();
        assertThat(viewer.owns()).isFalse();
    }

    private static String of(Visit visit) {
        return Arrays.stream(Audience.values())
                .filter(visit::isOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Audience.class)))
                .stream()
                .map(Enum::name)
                .collect(Collectors.joining(" "));
    }

    private static Visit visit(@Nullable Role role, boolean operator, boolean assessor) {
        var visit = new Visit(new Person("p", "Mei Tan", "mei@example.org", operator, assessor));
        visit.organisationsAre(
                role == null
                        ? List.of()
                        : List.of(new OrganisationView(UUID.randomUUID(), "Tern", "tern", null, Instant.EPOCH, role)));
        return visit;
    }
}
