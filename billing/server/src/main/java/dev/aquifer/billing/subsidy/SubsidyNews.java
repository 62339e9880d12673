package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.notice.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Tells organisations what the city decided, in the transaction in which it is decided.
@ApplicationScoped
class SubsidyNews {
    private final Notices notices;
    private final Programmes programmes;

    SubsidyNews(Notices notices, Programmes programmes) {
        this.notices = notices;
        this.programmes = programmes;
    }

    void decided(Application application, boolean approved) {
        notices.tell(
                application.organisation(),
                NoticeKind.GRANT_DECIDED,
                of(
                        application.programme(),
                        Map.of(
                                "decision",
                                approved ? "APPROVED" : "REFUSED",
                                "application",
                                application.id().toString())));
    }

    void settled(UUID organisation, UUID programme, UUID claim, Settlement.Sum sum) {
        var state = sum.shortfall().isZero() ? "SETTLED" : sum.paid().isZero() ? "REJECTED" : "PARTLY_SETTLED";
        notices.tell(
                organisation,
                NoticeKind.CLAIM_SETTLED,
                of(
                        programme,
                        Map.of(
                                "state", state,
                                "amount", sum.paid().toString(),
                                "claim", claim.toString())));
    }

    private Map<String, String> of(UUID programme, Map<String, String> parameters) {
        var version = programmes.get(programme);
        var all = new HashMap<>(parameters);
        all.put("programme", version.rules().code());
        all.put("title", version.title());
        all.put("titleZh", version.titleZh());
        return all;
    }
}
