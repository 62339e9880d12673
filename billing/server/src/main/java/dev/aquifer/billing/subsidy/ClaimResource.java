package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.subsidy.ClaimApi;
import dev.aquifer.billing.api.subsidy.ClaimLineView;
import dev.aquifer.billing.api.subsidy.ClaimView;
import dev.aquifer.billing.api.subsidy.OpenClaim;
import dev.aquifer.billing.api.subsidy.Settle;
import dev.aquifer.billing.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.UUID;

/// Claims over HTTP: the operator's side and the city's.
@RolesAllowed("assessor")
@RunOnVirtualThread
class ClaimResource implements ClaimApi {
    private final ClaimLife life;

    ClaimResource(ClaimLife life) {
        this.life = life;
    }

    @Override
    @RolesAllowed("operator")
    public List<ClaimView> operatorsClaims() {
        return life.all();
    }

    @Override
    @RolesAllowed("operator")
    public ClaimView operatorsClaim(UUID claim) {
        return life.get(claim);
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClaimView open(OpenClaim request) {
        return life.open(request);
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClaimView freeze(UUID claim) {
        return life.freeze(claim);
    }

    @Override
    @RolesAllowed("operator")
    @Idempotent
    public ClaimView submit(UUID claim) {
        return life.submit(claim);
    }

    @Override
    @RolesAllowed("operator")
    public byte[] operatorsPackage(UUID claim) {
        return life.operatorsPackage(claim);
    }

    @Override
    public List<ClaimView> claims() {
        return life.submitted();
    }

    @Override
    public ClaimView claim(UUID claim) {
        return life.submitted(claim);
    }

    @Override
    public List<ClaimLineView> lines(UUID claim, UUID organisation) {
        return life.lines(claim, organisation);
    }

    @Override
    public byte[] evidencePackage(UUID claim) {
        return life.evidencePackage(claim);
    }

    @Override
    @Idempotent
    public ClaimView settle(UUID claim, Settle request) {
        return life.settle(claim, request);
    }
}
