package dev.aquifer.billing.subsidy;

import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.subsidy.ClawbackState;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.notice.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
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

    /// What was asked is read in the application, not in mails.
    void asked(Application application) {
        notices.tell(
                application.organisation(),
                NoticeKind.QUESTION_ASKED,
                of(
                        application.programme(),
                        Map.of("application", application.id().toString())));
    }

    /// @param change `SUSPENDED` or `RESUMED`
    void changed(Grant grant, String change) {
        notices.tell(
                grant.organisation(),
                NoticeKind.GRANT_CHANGED,
                of(
                        grant.programme(),
                        Map.of("change", change, "grant", grant.id().toString())));
    }

    void reassessed(Grant grant, BigDecimal ratio, Instant from) {
        notices.tell(
                grant.organisation(),
                NoticeKind.GRANT_REASSESSED,
                of(
                        grant.programme(),
                        Map.of(
                                "change",
                                "REASSESSED",
                                "grant",
                                grant.id().toString(),
                                "ratio",
                                ratio.toPlainString(),
                                "from",
                                ServiceTime.day(from).toString())));
    }

    /// @param change the state that the clawback is in from now on, @param amounts of a charged one
    void clawback(Clawbacks.Clawback clawback, ClawbackState change, Map<String, String> amounts) {
        var parameters = new HashMap<>(amounts);
        parameters.put("change", change.name());
        parameters.put("grant", clawback.grant().toString());
        parameters.put("from", ServiceTime.day(clawback.from()).toString());
        notices.tell(
                clawback.organisation(),
                change == ClawbackState.CHARGED ? NoticeKind.CLAWBACK_CHARGED : NoticeKind.CLAWBACK,
                of(clawback.programme(), parameters));
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
