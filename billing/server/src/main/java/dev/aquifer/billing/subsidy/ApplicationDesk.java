package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.subsidy.ApplicationState;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.billing.api.subsidy.TermsView;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The tenant's side of an application: draft, evidence, hand in, withdraw.
@ApplicationScoped
class ApplicationDesk {
    static final int MOST_BYTES = 20 * 1024 * 1024;
    private static final int MOST_FILES = 50;

    private final Caller caller;
    private final Ids ids;
    private final InstantSource clock;
    private final Acts acts;
    private final Programmes programmes;
    private final Applications applications;
    private final ApplicationViews views;
    private final Questions questions;
    private final Proposals proposals;
    private final SubsidyTerms terms;
    private final EvidenceSettings settings;

    ApplicationDesk(
            Caller caller,
            Ids ids,
            InstantSource clock,
            Acts acts,
            Programmes programmes,
            Applications applications,
            ApplicationViews views,
            Questions questions,
            Proposals proposals,
            SubsidyTerms terms,
            EvidenceSettings settings) {
        this.caller = caller;
        this.ids = ids;
        this.clock = clock;
        this.acts = acts;
        this.programmes = programmes;
        this.applications = applications;
        this.views = views;
        this.questions = questions;
        this.proposals = proposals;
        this.terms = terms;
        this.settings = settings;
    }

    @ForOrganisation
    TermsView terms() {
        return terms.current(caller.organisation(), clock.instant());
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    TermsView accept(String version) {
        accept(version, null);
        return terms.current(caller.organisation(), clock.instant());
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    List<ApplicationView> list() {
        return applications.newestFirst().stream().map(this::view).toList();
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    ApplicationView get(UUID application) {
        return view(found(application));
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE, Role.VIEWER})
    byte[] evidence(UUID application, UUID evidence) {
        found(application);
        return applications.content(application, evidence).orElseThrow(() -> Problems.notFound("evidence", evidence));
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    ApplicationView create(SaveApplication form) {
        checkOpen(form.programme());
        applications.oneAtATime(caller.organisation());
        fewOpen(form.programme(), List.of());
        var id = ids.next();
        applications.add(caller.organisation(), id, form, caller.person(), clock.instant());
        note("application.created", id, form.company());
        return view(found(id));
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    ApplicationView save(UUID application, SaveApplication form) {
        draft(application);
        checkOpen(form.programme());
        applications.oneAtATime(caller.organisation());
        fewOpen(form.programme(), List.of(application));
        applications.save(application, form);
        acts.note(caller.organisation(), "application.saved", application, form.company());
        return view(found(application));
    }

    /// @param mediaType as the sender says; must be what the bytes are
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    EvidenceView addEvidence(UUID application, String requirement, String fileName, String mediaType, byte[] content) {
        var open = locked(application);
        if (!open.takesEvidence()) {
            throw Problems.conflict(
                    "Evidence can be added to a draft, or where the assessor asked for more; the application is "
                            + open.state() + ".");
        }
        var asked = programmes.get(open.programme()).requirements();
        if (!asked.contains(requirement)) {
            throw Problems.invalid("requirement", "must be one of " + String.join(", ", asked));
        }
        if (fileName.isBlank() || fileName.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
            throw Problems.invalid("fileName", "must be a file's name, without a path");
        }
        if (content.length == 0) {
            throw Problems.invalid("file", "is empty");
        }
        var type = MediaType.of(content)
                .filter(is -> is.text().equals(mediaType))
                .orElseThrow(() -> Problems.invalid(
                        "mediaType", "must be what the file is, one of " + String.join(", ", MediaType.texts())));
        if (applications.evidence(application).size() >= MOST_FILES) {
            throw Problems.conflict("An application has at most " + MOST_FILES + " files.");
        }
        applications.oneAtATime(caller.organisation());
        long left = settings.bytes().asLongValue() - applications.evidenceBytes(caller.organisation());
        if (content.length > left) {
            throw Problems.invalid(
                    "file",
                    "must have at most " + Math.max(left, 0) + " bytes: all evidence of an organisation takes at most "
                            + settings.bytes().asLongValue());
        }
        var file = new EvidenceView(
                ids.next(),
                requirement,
                fileName,
                type.text(),
                content.length,
                sha256(content),
                clock.instant(),
                caller.name());
        applications.add(caller.organisation(), application, file, content, caller.person());
        acts.step(
                caller.organisation(),
                "evidence.added",
                application,
                requirement + " " + fileName + " sha256=" + file.sha256());
        return file;
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    ApplicationView submit(UUID application, String version) {
        var draft = draft(application);
        checkOpen(draft.programme());
        var missing = Application.missing(programmes.get(draft.programme()), applications.evidence(application));
        if (!missing.isEmpty()) {
            throw Problems.invalid(missing.stream()
                    .map(requirement ->
                            new Problems.Violation("evidence." + requirement, "is missing: add a file for it"))
                    .toList());
        }
        accept(version, application);
        applications.submitted(application, clock.instant());
        note("application.submitted", application, draft.company());
        return view(found(application));
    }

    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    ApplicationView withdraw(UUID application) {
        var found = locked(application);
        if (found.state() != ApplicationState.DRAFT && !found.waits()) {
            throw Problems.conflict(
                    "An application can be withdrawn until it is decided; it is " + found.state() + ".");
        }
        proposals.withdrawn(application, clock.instant());
        applications.withdrawn(application);
        note("application.withdrawn", application, found.company());
        return view(found(application));
    }

    /// After the last answer the review goes on.
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    ApplicationView answer(UUID application, UUID question, String text) {
        var found = locked(application);
        var asked = questions.of(application);
        var one = asked.stream()
                .filter(each -> each.id().equals(question))
                .findFirst()
                .orElseThrow(() -> Problems.notFound("question", question));
        if (one.answer() != null) {
            throw Problems.conflict("The question is answered already; what was said is kept.");
        }
        if (!found.waits()) {
            throw Problems.conflict("The application is " + found.state() + "; nothing more is asked.");
        }
        questions.answer(caller.organisation(), question, text, caller.person(), caller.name(), clock.instant());
        note("application.answered", application, text);
        if (found.state() == ApplicationState.EVIDENCE_ASKED
                && asked.stream()
                        .allMatch(each -> each.answer() != null || each.id().equals(question))) {
            applications.moved(found, ApplicationState.UNDER_REVIEW);
        }
        return view(found(application));
    }

    private void accept(String version, @Nullable UUID application) {
        var current = terms.current(caller.organisation(), clock.instant());
        if (!current.version().equals(version)) {
            throw Problems.invalid("terms", "must be the version in force, " + current.version());
        }
        if (application == null && current.accepted()) {
            return;
        }
        terms.accept(caller.organisation(), version, application, caller.person(), caller.name(), clock.instant());
        acts.note(
                caller.organisation(),
                "terms.accepted",
                application == null ? caller.organisation() : application,
                "version " + version);
    }

    private Application found(UUID application) {
        return applications.find(application).orElseThrow(() -> Problems.notFound("application", application));
    }

    private Application locked(UUID application) {
        return applications.lock(application).orElseThrow(() -> Problems.notFound("application", application));
    }

    private Application draft(UUID application) {
        var found = locked(application);
        if (found.state() != ApplicationState.DRAFT) {
            throw Problems.conflict("Only a draft can be changed; the application is " + found.state() + ".");
        }
        return found;
    }

    /// @param own that is not counted
    private void fewOpen(UUID programme, List<UUID> own) {
        long open = applications.open(caller.organisation(), programme).stream()
                .filter(id -> !own.contains(id))
                .count();
        if (open >= settings.openApplications()) {
            throw Problems.conflict("At most " + settings.openApplications()
                    + " applications for a programme may be open; go on with one of them or withdraw it.");
        }
    }

    private void checkOpen(UUID programme) {
        var now = clock.instant();
        if (programmes.find(programme).filter(found -> found.open(now)).isEmpty()) {
            throw Problems.invalid("programme", "must be a programme that is open: see GET /api/programmes");
        }
    }

    private ApplicationView view(Application application) {
        return views.forApplicant(application);
    }

    private void note(String action, UUID subject, String detail) {
        acts.step(caller.organisation(), action, subject, detail);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
