package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.AcceptTerms;
import dev.aquifer.billing.api.subsidy.ApplicationView;
import dev.aquifer.billing.api.subsidy.Ask;
import dev.aquifer.billing.api.subsidy.EvidenceView;
import dev.aquifer.billing.api.subsidy.GrantView;
import dev.aquifer.billing.api.subsidy.ProgrammeView;
import dev.aquifer.billing.api.subsidy.SaveApplication;
import dev.aquifer.billing.api.subsidy.SubsidyApi;
import dev.aquifer.billing.api.subsidy.TermsView;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.idempotency.Idempotent;
import dev.aquifer.billing.problem.Problems;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/// The tenant's side over HTTP.
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class SubsidyResource implements SubsidyApi {
    private final ApplicationDesk desk;
    private final OwnGrants grants;
    private final Programmes programmes;
    private final Tenancy tenancy;
    private final InstantSource clock;

    SubsidyResource(
            ApplicationDesk desk, OwnGrants grants, Programmes programmes, Tenancy tenancy, InstantSource clock) {
        this.desk = desk;
        this.grants = grants;
        this.programmes = programmes;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /// The same for everyone who is signed in, assessors included.
    @Override
    public List<ProgrammeView> programmes() {
        return tenancy.asNobody(() -> programmes.open(clock.instant()).stream()
                .map(ProgrammeVersion::view)
                .toList());
    }

    @Override
    public List<GrantView> grants() {
        return grants.list();
    }

    @Override
    public GrantView object(UUID clawback, Ask objection) {
        return grants.object(clawback, objection.text());
    }

    @Override
    public TermsView terms() {
        return desk.terms();
    }

    @Override
    @Idempotent
    public TermsView accept(AcceptTerms terms) {
        return desk.accept(terms.terms());
    }

    @Override
    public List<ApplicationView> applications() {
        return desk.list();
    }

    @Override
    public ApplicationView application(UUID application) {
        return desk.get(application);
    }

    @Override
    @Idempotent
    public ApplicationView create(SaveApplication request) {
        return desk.create(request);
    }

    @Override
    public ApplicationView save(UUID application, SaveApplication request) {
        return desk.save(application, request);
    }

    /// Reads the file before the transaction begins: no database row waits for a slow sender.
    @Override
    public EvidenceView addEvidence(
            UUID application, String requirement, String fileName, String mediaType, InputStream file) {
        try (file) {
            var content = file.readNBytes(ApplicationDesk.MOST_BYTES + 1);
            if (content.length > ApplicationDesk.MOST_BYTES) {
                throw Problems.of(
                        413,
                        "too-large",
                        "Too large",
                        "A file has at most " + ApplicationDesk.MOST_BYTES + " bytes (20 MB).");
            }
            return desk.addEvidence(application, requirement, fileName, mediaType, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] evidence(UUID application, UUID evidence) {
        return desk.evidence(application, evidence);
    }

    @Override
    @Idempotent
    public ApplicationView submit(UUID application, AcceptTerms terms) {
        return desk.submit(application, terms.terms());
    }

    @Override
    public ApplicationView answer(UUID application, UUID question, Ask answer) {
        return desk.answer(application, question, answer.text());
    }

    @Override
    public ApplicationView withdraw(UUID application) {
        return desk.withdraw(application);
    }
}
