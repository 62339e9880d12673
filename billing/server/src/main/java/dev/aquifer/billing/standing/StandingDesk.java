package dev.aquifer.billing.standing;

import dev.aquifer.billing.api.Money;
import dev.aquifer.billing.api.Topics;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.standing.StandingChanged;
import dev.aquifer.billing.api.standing.StandingState;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.charge.ChargesPosted;
import dev.aquifer.billing.ledger.Ledger;
import dev.aquifer.billing.ledger.MoneyMoved;
import dev.aquifer.billing.notice.Notices;
import dev.aquifer.billing.outbox.Outbox;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.billing.subsidy.Accruals;
import dev.aquifer.billing.subsidy.GrantChanged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Works out how much of its credit an organisation has used, from the ledger's balances, and tells the gateway
/// whenever that, the limit, or what its requests may earn has changed.
@ApplicationScoped
class StandingDesk {

    private static final int AFTER_SETTLEMENT = 1_000;

    private final Standings standings;
    private final StandingSettings settings;
    private final Ledger ledger;
    private final StandingSums sums;
    private final Accruals accruals;
    private final Notices notices;
    private final Outbox outbox;
    private final Audit audit;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final InstantSource clock;

    StandingDesk(
            Standings standings,
            StandingSettings settings,
            Ledger ledger,
            StandingSums sums,
            Accruals accruals,
            Notices notices,
            Outbox outbox,
            Audit audit,
            Organisations organisations,
            Tenancy tenancy,
            InstantSource clock) {
        this.standings = standings;
        this.settings = settings;
        this.ledger = ledger;
        this.sums = sums;
        this.accruals = accruals;
        this.notices = notices;
        this.outbox = outbox;
        this.audit = audit;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    void appeared(@Observes Organisations.Appeared event) {
        refresh(event.organisation(), null);
    }

    void charged(@Observes ChargesPosted event) {
        refresh(event.organisation(), event.through());
    }

    /// After prepaid has been applied to what is open.
    void moved(@Observes @Priority(AFTER_SETTLEMENT) MoneyMoved event) {
        refresh(event.organisation(), null);
    }

    /// After the commit, in a transaction of its own: whoever changes a grant holds other locks than charging
    /// does.
    void granted(@Observes(during = TransactionPhase.AFTER_SUCCESS) GrantChanged event) {
        again(event.organisation());
    }

    /// Grants begin and end by the calendar, and a crash may come between a commit and what was to follow it.
    @Scheduled(every = "20s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        organisations.all().forEach(this::again);
    }

    /// Sets an organisation's limit, for an operator.
    Standing limit(UUID organisation, Money creditLimit, String reason, String person, String name) {
        return tenancy.asOrganisation(organisation, () -> {
            if (organisations.name(organisation).isEmpty()) {
                throw Problems.notFound("organisation", organisation);
            }
            ledger.lock(organisation);
            Standing before = current(organisation);
            audit.note(
                    organisation,
                    person,
                    name,
                    "standing.limit-set",
                    organisation.toString(),
                    "from " + before.creditLimit() + " to " + creditLimit + " CNY: " + reason);
            return save(before.state(settings.lowShare()), before.limited(creditLimit), null);
        });
    }

    private void again(UUID organisation) {
        // Not the transaction that has just ended, whose synchronisation may be calling.
        QuarkusTransaction.requiringNew()
                .run(() -> tenancy.asOrganisation(organisation, () -> {
                    ledger.lock(organisation);
                    refresh(organisation, null);
                }));
    }

    private void refresh(UUID organisation, @Nullable Instant ratedThrough) {
        Standing before = current(organisation);
        save(before.state(settings.lowShare()), before, ratedThrough);
    }

    private Standing current(UUID organisation) {
        return standings
                .find(organisation)
                .orElseGet(() -> new Standing(
                        organisation,
                        new Money(settings.creditLimit()),
                        Standing.Sums.NONE,
                        Instant.EPOCH,
                        "",
                        clock.instant(),
                        0));
    }

    /// @param was the state before, @param before as it was, but for the limit
    private Standing save(StandingState was, Standing before, @Nullable Instant ratedThrough) {
        UUID organisation = before.organisation();
        Standing.Sums sums = this.sums.of(organisation);
        Instant through = ratedThrough != null && ratedThrough.isAfter(before.ratedThrough())
                ? ratedThrough
                : before.ratedThrough();
        List<StandingChanged.Ratio> ratios = accruals.ratiosNow(organisation);
        String saying = before.creditLimit() + " " + sums + " " + ratios;
        if (saying.equals(before.told())) {
            Standing rated = before.rated(through);
            if (!through.equals(before.ratedThrough())) {
                standings.save(rated, settings.lowShare());
            }
            return rated;
        }
        Standing now = before.now(sums, saying, clock.instant()).rated(through).warned(settings.warnAt());
        standings.save(now, settings.lowShare());
        StandingState state = now.state(settings.lowShare());
        outbox.state(
                Topics.STANDING,
                organisation.toString(),
                StandingChanged.TYPE,
                new StandingChanged(organisation, state, now.available().yuan(), through, ratios));
        warn(was, before, now, state);
        return now;
    }

    /// Tells people, in the same transaction, what they have to know before the gateway does it, and when it does.
    private void warn(StandingState was, Standing before, Standing now, StandingState state) {
        String left = now.available().max(Money.ZERO).toString();
        String credit = now.credit().toString();
        if (now.warned() > before.warned()) {
            notices.tell(
                    now.organisation(),
                    NoticeKind.CREDIT_THRESHOLD,
                    Map.of("percent", Integer.toString(now.warned()), "available", left, "limit", credit));
        }
        if (state != was && (refuses(state) || refuses(was))) {
            notices.tell(
                    now.organisation(),
                    NoticeKind.STANDING,
                    Map.of("state", state.name(), "available", left, "limit", credit));
        }
    }

    private static boolean refuses(StandingState state) {
        return switch (state) {
            case OK, LOW -> false;
            case RESTRICTED, SUSPENDED -> true;
        };
    }
}
