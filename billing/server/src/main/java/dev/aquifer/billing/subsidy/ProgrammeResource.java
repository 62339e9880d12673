package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.CapView;
import dev.aquifer.billing.api.subsidy.ProgrammeApi;
import dev.aquifer.billing.api.subsidy.ProgrammeForm;
import dev.aquifer.billing.api.subsidy.ProgrammeTemplate;
import dev.aquifer.billing.api.subsidy.ProgrammeVersionView;
import dev.aquifer.billing.api.subsidy.Reasons;
import dev.aquifer.billing.api.subsidy.SetCap;
import dev.aquifer.billing.api.subsidy.StepView;
import dev.aquifer.billing.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Programmes over HTTP. Operators draft; to publish, close and put away is the city's.
@RolesAllowed({"operator", "assessor"})
@RunOnVirtualThread
class ProgrammeResource implements ProgrammeApi {
    private final ProgrammeDesk desk;
    private final CapDesk caps;

    ProgrammeResource(ProgrammeDesk desk, CapDesk caps) {
        this.desk = desk;
        this.caps = caps;
    }

    @Override
    public List<ProgrammeTemplate> templates() {
        return desk.templates();
    }

    @Override
    public List<ProgrammeVersionView> versions() {
        return desk.versions();
    }

    @Override
    public ProgrammeVersionView version(UUID programme, int version) {
        return desk.version(programme, version);
    }

    @Override
    public List<StepView> history(UUID programme) {
        return desk.history(programme);
    }

    @Override
    @Idempotent
    public ProgrammeVersionView draft(@Nullable String template, ProgrammeForm form) {
        return desk.draft(template, form);
    }

    @Override
    public ProgrammeVersionView save(UUID programme, int version, ProgrammeForm form) {
        return desk.save(programme, version, form);
    }

    @Override
    public void drop(UUID programme, int version) {
        desk.drop(programme, version);
    }

    @Override
    @RolesAllowed("assessor")
    @Idempotent
    public ProgrammeVersionView publish(UUID programme, int version) {
        return desk.publish(programme, version);
    }

    @Override
    @RolesAllowed("assessor")
    @Idempotent
    public ProgrammeVersionView close(UUID programme, int version, Reasons reasons) {
        return desk.close(programme, version, reasons.reasons());
    }

    @Override
    @RolesAllowed("assessor")
    public ProgrammeVersionView archive(UUID programme, int version) {
        return desk.archive(programme, version);
    }

    @Override
    public List<CapView> caps() {
        return caps.all();
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public List<CapView> setCap(SetCap cap) {
        return caps.set(cap);
    }
}
