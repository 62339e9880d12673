package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.billing.api.subsidy.ProgrammeState;
import dev.aquifer.billing.api.subsidy.ProgrammeTemplate;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.billing.api.subsidy.StepView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Drafts, publishes, closes and puts away programmes. A published version is never changed; see [Widening] for what
/// the next one may change.
@ApplicationScoped
class ProgrammeDesk {
    private final Caller caller;
    private final Tenancy tenancy;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Templates templates;
    private final ProgrammeDrafts drafts;

    ProgrammeDesk(
            Caller caller,
            Tenancy tenancy,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Templates templates,
            ProgrammeDrafts drafts) {
        this.caller = caller;
        this.tenancy = tenancy;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.templates = templates;
        this.drafts = drafts;
    }

    List<ProgrammeTemplate> templates() {
        return templates.all();
    }

    List<ProgrammeVersionView> versions() {
        return asCity(drafts::all);
    }

    ProgrammeVersionView version(UUID programme, int version) {
        return asCity(() -> found(programme, version));
    }

    List<StepView> history(UUID programme) {
        return asCity(() -> acts.events(programme));
    }

    @Transactional
    ProgrammeVersionView draft(@Nullable String template, ProgrammeForm form) {
        var grade = template == null
                ? null
                : templates
                        .grade(template)
                        .orElseThrow(() -> Problems.invalid(
                                "template", "must be the key of a template: see GET /api/programme-templates"));
        check(form);
        return asCity(() -> {
            drafts.lockCode(form.code());
            var programme = drafts.withCode(form.code()).orElseGet(() -> {
                var id = ids.next();
                drafts.addProgramme(id, form.code());
                return id;
            });
            drafts.lock(programme);
            var next = drafts.nextVersion(programme);
            drafts.find(programme, next - 1)
                    .filter(last -> last.state() == ProgrammeState.DRAFT)
                    .ifPresent(last -> {
                        throw Problems.conflict("Version " + last.version() + " of " + form.code()
                                + " is a draft already: change or drop that one.");
                    });
            drafts.add(programme, next, form, template, grade, caller.name(), clock.instant());
            acts.event("programme.drafted", programme, "version " + next);
            return found(programme, next);
        });
    }

    @Transactional
    ProgrammeVersionView save(UUID programme, int version, ProgrammeForm form) {
        check(form);
        return asCity(() -> {
            var draft = draft(programme, version);
            if (!draft.form().code().equals(form.code())) {
                throw Problems.invalid(
                        "code", "cannot change: it is " + draft.form().code());
            }
            drafts.save(programme, version, form, caller.name(), clock.instant());
            acts.event("programme.saved", programme, "version " + version);
            return found(programme, version);
        });
    }

    @Transactional
    void drop(UUID programme, int version) {
        asCity(() -> {
            draft(programme, version);
            drafts.drop(programme, version);
            acts.event("programme.dropped", programme, "version " + version);
            return true;
        });
    }

    @Transactional
    ProgrammeVersionView publish(UUID programme, int version) {
        return asCity(() -> {
            drafts.lock(programme);
            var found = found(programme, version);
            if (found.state() == ProgrammeState.PUBLISHED) {
                return found;
            }
            var form = draft(programme, version).form();
            if (!found.missing().isEmpty()) {
                throw Problems.invalid(found.missing().stream()
                        .map(field -> new Problems.Violation(field, "must be filled to publish"))
                        .toList());
            }
            drafts.newest(programme).ifPresent(before -> {
                if (before.state() == ProgrammeState.ARCHIVED) {
                    throw Problems.conflict("The programme is archived; draft another one.");
                }
                var narrows = Widening.narrows(before.form(), form);
                if (!narrows.isEmpty()) {
                    throw Problems.invalid(narrows);
                }
            });
            drafts.publish(programme, version, form.budget(), caller.name(), clock.instant());
            acts.event("programme.published", programme, "version " + version);
            return found(programme, version);
        });
    }

    @Transactional
    ProgrammeVersionView close(UUID programme, int version, String reasons) {
        return move(programme, version, ProgrammeState.PUBLISHED, ProgrammeState.CLOSED, "programme.closed", reasons);
    }

    @Transactional
    ProgrammeVersionView archive(UUID programme, int version) {
        return move(programme, version, ProgrammeState.CLOSED, ProgrammeState.ARCHIVED, "programme.archived", null);
    }

    private ProgrammeVersionView move(
            UUID programme,
            int version,
            ProgrammeState from,
            ProgrammeState to,
            String action,
            @Nullable String reasons) {
        return asCity(() -> {
            drafts.lock(programme);
            var found = found(programme, version);
            if (found.state() == to) {
                return found;
            }
            var newest = drafts.newest(programme).filter(each -> each.version() == version);
            if (found.state() != from || newest.isEmpty()) {
                throw Problems.conflict("Only the newest version can do this, and only when it is " + from
                        + "; version " + version + " is " + found.state() + ".");
            }
            drafts.move(programme, version, to);
            acts.event(
                    action, programme, reasons == null ? "version " + version : "version " + version + ": " + reasons);
            return found(programme, version);
        });
    }

    private static void check(ProgrammeForm form) {
        var wrong = Widening.wrong(form);
        if (!wrong.isEmpty()) {
            throw Problems.invalid(wrong);
        }
    }

    private ProgrammeVersionView draft(UUID programme, int version) {
        drafts.lock(programme);
        var found = found(programme, version);
        if (found.state() != ProgrammeState.DRAFT) {
            throw Problems.conflict("Version " + version + " is " + found.state()
                    + " and never changed: draft the next version instead.");
        }
        return found;
    }

    private ProgrammeVersionView found(UUID programme, int version) {
        return drafts.find(programme, version)
                .orElseThrow(() -> Problems.notFound("version of a programme", programme + "/" + version));
    }

    /// Programmes belong to no organisation; the assessors' role is the one that may write them.
    private <T> T asCity(Supplier<T> work) {
        return tenancy.asAssessor(work);
    }
}
