package dev.aquifer.billing.notice;

import dev.aquifer.billing.Ids;
import dev.aquifer.billing.api.Page;
import dev.aquifer.billing.api.notice.AddAddress;
import dev.aquifer.billing.api.notice.AddWebhook;
import dev.aquifer.billing.api.notice.AddedWebhook;
import dev.aquifer.billing.api.notice.AddressView;
import dev.aquifer.billing.api.notice.ConfirmAddress;
import dev.aquifer.billing.api.notice.ConfirmedAddress;
import dev.aquifer.billing.api.notice.DeliveryView;
import dev.aquifer.billing.api.notice.NoticeApi;
import dev.aquifer.billing.api.notice.NoticeKind;
import dev.aquifer.billing.api.notice.NoticeView;
import dev.aquifer.billing.api.notice.UnreadView;
import dev.aquifer.billing.api.notice.WebhookView;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.caller.Organisations;
import dev.aquifer.billing.caller.Tenancy;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// See [NoticeApi].
@Authenticated
@RunOnVirtualThread
class NoticeResource implements NoticeApi {

    private static final int MOST_RECEIVERS = 10;
    private static final int TESTS_AN_HOUR = 5;
    private static final int LINKS_A_DAY = 20;
    private static final int LINKS_TO_ONE_A_DAY = 5;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LINK_LIVES = Duration.ofDays(3);

    private final Notices notices;
    private final NoticeText text;
    private final Receivers receivers;
    private final Deliveries deliveries;
    private final NoticeSettings settings;
    private final Organisations organisations;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Caller caller;
    private final Ids ids;
    private final InstantSource clock;

    NoticeResource(
            Notices notices,
            NoticeText text,
            Receivers receivers,
            Deliveries deliveries,
            NoticeSettings settings,
            Organisations organisations,
            Tenancy tenancy,
            Audit audit,
            Caller caller,
            Ids ids,
            InstantSource clock) {
        this.notices = notices;
        this.text = text;
        this.receivers = receivers;
        this.deliveries = deliveries;
        this.settings = settings;
        this.organisations = organisations;
        this.tenancy = tenancy;
        this.audit = audit;
        this.caller = caller;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    @ForOrganisation
    @OpenToKeys
    public Page<NoticeView> notices(String language, @Nullable UUID after, int limit) {
        checked(limit);
        UUID organisation = caller.organisation();
        String read = notices.readThrough(organisation, caller.person()).toString();
        String words = language.startsWith("zh") ? "zh" : "en";
        return page(
                notices.list(organisation, after, limit).stream()
                        .map(notice -> new NoticeView(
                                notice.id(),
                                notice.kind(),
                                notice.at(),
                                text.text(notice.kind(), notice.parameters(), words),
                                notice.parameters(),
                                notice.id().toString().compareTo(read) <= 0))
                        .toList(),
                limit,
                NoticeView::id);
    }

    @Override
    @ForOrganisation
    public UnreadView unread() {
        return new UnreadView(notices.unread(caller.organisation(), caller.person()));
    }

    @Override
    @ForOrganisation
    public UnreadView read(UUID notice) {
        UUID organisation = caller.organisation();
        if (notices.find(organisation, notice).isEmpty()) {
            throw Problems.notFound("notice", notice);
        }
        notices.read(organisation, caller.person(), notice);
        return new UnreadView(notices.unread(organisation, caller.person()));
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public void test() {
        notices.oneAtATime(caller.organisation());
        if (notices.toldSince(
                        caller.organisation(), NoticeKind.TEST, clock.instant().minus(HOUR))
                >= TESTS_AN_HOUR) {
            throw Problems.tooMany("At most " + TESTS_AN_HOUR + " test notices an hour; try again later.");
        }
        notices.tell(caller.organisation(), NoticeKind.TEST, Map.of());
    }

    @Override
    @ForOrganisation
    @OpenToKeys
    public List<AddressView> addresses() {
        return receivers.addresses(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public AddressView addAddress(AddAddress request) {
        UUID organisation = caller.organisation();
        notices.oneAtATime(organisation);
        room("address", receivers.addresses(organisation).size());
        String to = request.address().strip();
        fewLinks(organisation, to);
        AddressView address = new AddressView(
                ids.next(), to, request.language(), settings.mail(), caller.name(), clock.instant(), null);
        if (!receivers.add(organisation, address, Signature.newSecret())) {
            throw Problems.conflict(address.address() + " is on the list already.");
        }
        notices.invite(organisation, address);
        note("notice.address-added", address.id(), address.address());
        return address;
    }

    /// Whoever has the link reads the mails of its address, and needs no role here.
    @Override
    public ConfirmedAddress confirmAddress(ConfirmAddress request) {
        Confirmation link = Confirmation.of(request.token()).orElseThrow(NoticeResource::noLink);
        Instant now = clock.instant();
        return tenancy.asOrganisation(link.organisation(), () -> {
            AddressView address = receivers
                    .confirm(link.organisation(), link.secret(), now, now.minus(LINK_LIVES))
                    .orElseThrow(NoticeResource::noLink);
            audit.note(
                    link.organisation(),
                    caller.person(),
                    caller.name(),
                    "notice.address-confirmed",
                    address.id().toString(),
                    address.address());
            return new ConfirmedAddress(
                    address.address(), organisations.name(link.organisation()).orElse("–"));
        });
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public void removeAddress(UUID address) {
        String was = receivers
                .removeAddress(caller.organisation(), address, clock.instant())
                .orElseThrow(() -> Problems.notFound("address", address));
        note("notice.address-removed", address, was);
    }

    @Override
    @ForOrganisation
    @OpenToKeys
    public List<WebhookView> webhooks() {
        return receivers.webhooks(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public AddedWebhook addWebhook(AddWebhook request) {
        UUID organisation = caller.organisation();
        room("url", receivers.webhooks(organisation).size());
        WebhookView webhook = new WebhookView(ids.next(), checked(request.url()), caller.name(), clock.instant());
        String secret = Signature.newSecret();
        if (!receivers.add(organisation, webhook, secret)) {
            throw Problems.conflict("Notices are posted to " + webhook.url() + " already.");
        }
        note("notice.webhook-added", webhook.id(), webhook.url());
        return new AddedWebhook(webhook, secret);
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public void removeWebhook(UUID webhook) {
        String was = receivers
                .removeWebhook(caller.organisation(), webhook, clock.instant())
                .orElseThrow(() -> Problems.notFound("webhook", webhook));
        note("notice.webhook-removed", webhook, was);
    }

    @Override
    @ForOrganisation
    @OpenToKeys
    public Page<DeliveryView> deliveries(@Nullable UUID after, int limit) {
        checked(limit);
        return page(deliveries.list(caller.organisation(), after, limit), limit, DeliveryView::id);
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.FINANCE})
    public DeliveryView again(UUID delivery) {
        UUID organisation = caller.organisation();
        DeliveryView sent =
                deliveries.find(organisation, delivery).orElseThrow(() -> Problems.notFound("delivery", delivery));
        if (sent.kind() == NoticeKind.ADDRESS_ADDED && sent.channel().equals("MAIL")) {
            throw Problems.conflict("A link is mailed once. For a new one remove the address and add it again.");
        }
        deliveries.again(organisation, delivery, clock.instant());
        note("notice.sent-again", delivery, null);
        return deliveries.find(organisation, delivery).orElseThrow();
    }

    private void note(String action, UUID subject, @Nullable String detail) {
        audit.note(caller.organisation(), caller.person(), caller.name(), action, subject.toString(), detail);
    }

    private String checked(String url) {
        try {
            return Addresses.checked(url, settings.privateAddresses()).toString();
        } catch (Addresses.Refused e) {
            throw Problems.invalid("url", e.reason());
        }
    }

    /// Removed and added again counts, too: each time a mail goes to somebody who may not have asked for it.
    private void fewLinks(UUID organisation, String address) {
        Instant since = clock.instant().minus(DAY);
        if (receivers.addedSince(organisation, since) >= LINKS_A_DAY) {
            throw Problems.tooMany("At most " + LINKS_A_DAY + " addresses are added a day; try again tomorrow.");
        }
        if (tenancy.asJobs(() -> receivers.addedSince(address, since)) >= LINKS_TO_ONE_A_DAY) {
            throw Problems.tooMany(
                    address + " was sent " + LINKS_TO_ONE_A_DAY + " links within a day; try again tomorrow.");
        }
    }

    private static HttpProblem noLink() {
        return Problems.of(
                404,
                "not-found",
                "Not found",
                "The link is not valid: it is older than three days, or its address was removed from the list.");
    }

    private static void room(String field, int there) {
        if (there >= MOST_RECEIVERS) {
            throw Problems.invalid(field, "at most " + MOST_RECEIVERS + " of them; remove one first");
        }
    }

    private static void checked(int limit) {
        if (limit < 1 || limit > 200) {
            throw Problems.invalid("limit", "limit must be 1 to 200");
        }
    }

    private static <T> Page<T> page(List<T> found, int limit, Function<T, UUID> id) {
        return new Page<>(
                found, found.size() < limit ? null : id.apply(found.getLast()).toString());
    }
}
