package dev.aquifer.platform.organisation;

import dev.aquifer.platform.api.Page;
import dev.aquifer.platform.api.organisation.CreateOrganisation;
import dev.aquifer.platform.api.organisation.MemberView;
import dev.aquifer.platform.api.organisation.OrganisationView;
import dev.aquifer.platform.api.organisation.Role;
import dev.aquifer.platform.audit.Audit;
import dev.aquifer.platform.caller.Caller;
import dev.aquifer.platform.caller.Tenancy;
import dev.aquifer.platform.clock.Ids;
import dev.aquifer.platform.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Founding organisations and changing their members.
@ApplicationScoped
class Membership {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Organisations organisations;
    private final Members members;
    private final OperatorOrganisation operators;
    private final OrganisationFacts facts;
    private final Audit audit;
    private final InstantSource clock;
    private final Ids ids;

    Membership(
            Caller caller,
            Tenancy tenancy,
            Organisations organisations,
            Members members,
            OperatorOrganisation operators,
            OrganisationFacts facts,
            Audit audit,
            InstantSource clock,
            Ids ids) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.organisations = organisations;
        this.members = members;
        this.operators = operators;
        this.facts = facts;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    /// The caller's organisations, oldest first. An operator is welcomed into the operator's own on the way.
    List<OrganisationView> mine() {
        Member.Person person = person();
        if (caller.operator()) {
            operators.welcome(person);
        }
        return tenancy.asJobs(() -> {
            Map<UUID, Role> roles = members.membershipsOf(person.subject()).stream()
                    .filter(member -> !member.organisation().equals(OperatorOrganisation.ID) || caller.operator())
                    .collect(Collectors.toMap(Member::organisation, Member::role));
            return roles.isEmpty()
                    ? List.of()
                    : organisations.named(roles.keySet()).stream()
                            .map(organisation -> organisation.view(roles.get(organisation.id())))
                            .toList();
        });
    }

    OrganisationView found(CreateOrganisation request) {
        String creditCode = request.creditCode() == null || request.creditCode().isBlank()
                ? null
                : request.creditCode().strip();
        if (creditCode != null) {
            CreditCode.fault(creditCode).ifPresent(fault -> {
                throw Problems.validation("creditCode", fault);
            });
        }
        UUID id = ids.next();
        return tenancy.asOrganisation(id, () -> {
            if (!organisations.take(request.slug())) {
                throw slugTaken(request.slug());
            }
            var organisation =
                    new Organisation(id, request.name().strip(), request.slug(), creditCode, clock.instant());
            organisations.persist(organisation);
            members.persist(new Member(ids.next(), id, person(), Role.OWNER, clock.instant()));
            audit.note("organisation.created", id.toString(), request.name().strip());
            facts.changed(id);
            return organisation.view(Role.OWNER);
        });
    }

    @Transactional
    List<MemberView> members() {
        return members.of(caller.organisation()).stream().map(Member::view).toList();
    }

    @Transactional
    MemberView changeRole(String person, Role role) {
        caller.require(Role.OWNER);
        Member member = lockedMember(person);
        if (member.role() != role) {
            if (member.role() == Role.OWNER) {
                requireAnotherOwner();
            }
            audit.note("member.changed", person, "from " + member.role() + " to " + role);
            member.become(role);
            facts.changed(caller.organisation());
        }
        return member.view();
    }

    /// Owners remove anybody, everybody else only themselves.
    @Transactional
    void remove(String person) {
        if (!person.equals(caller.person())) {
            caller.require(Role.OWNER);
        }
        Member member = lockedMember(person);
        if (member.role() == Role.OWNER) {
            requireAnotherOwner();
        }
        members.delete(member);
        audit.note("member.removed", person, "was " + member.role());
        facts.changed(caller.organisation());
    }

    /// All organisations, newest first, for operators.
    Page<OrganisationView> all(@Nullable UUID after, int limit) {
        caller.requireOperator();
        List<OrganisationView> found = tenancy.asJobs(() -> organisations.newest(after, limit + 1).stream()
                .map(organisation -> organisation.view(null))
                .toList());
        boolean more = found.size() > limit;
        List<OrganisationView> page = more ? found.subList(0, limit) : found;
        return new Page<>(page, more ? page.getLast().id().toString() : null);
    }

    /// The member, read only after the organisation was locked: two owners who leave at once see each other.
    private Member lockedMember(String person) {
        organisations.lock(caller.organisation());
        return members.find(caller.organisation(), person).orElseThrow(() -> Problems.notFound("member"));
    }

    private void requireAnotherOwner() {
        if (members.owners(caller.organisation()) < 2) {
            throw Problems.conflict("The last owner stays. Make another member an owner first.");
        }
    }

    private Member.Person person() {
        return new Member.Person(caller.person(), caller.name(), caller.email());
    }

    private static HttpProblem slugTaken(String slug) {
        return Problems.builder(409, "conflict", "Conflict")
                .withDetail("The short name " + slug + " is taken. Choose another.")
                .with("violations", List.of(new Problems.Violation("slug", "is taken; choose another")))
                .build();
    }
}
