package dev.aquifer.billing.usage;

import dev.aquifer.billing.api.usage.AnomalyView;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.billing.api.usage.LabelView;
import dev.aquifer.billing.api.usage.Labelled;
import dev.aquifer.billing.api.usage.SetLabel;
import dev.aquifer.billing.api.usage.UsageApi;
import dev.aquifer.billing.api.usage.UsageSplit;
import dev.aquifer.billing.audit.Audit;
import dev.aquifer.billing.caller.Caller;
import dev.aquifer.billing.caller.ForOrganisation;
import dev.aquifer.billing.caller.OpenToKeys;
import dev.aquifer.billing.money.ServiceTime;
import dev.aquifer.billing.problem.Problems;
import dev.aquifer.platform.api.organisation.Role;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// See [UsageApi]. Every member reads.
@Authenticated
@OpenToKeys
@RunOnVirtualThread
class UsageResource implements UsageApi {

    private static final int MOST_PARTS = 2_000;

    private final UsageDesk desk;
    private final Labels labels;
    private final Audit audit;
    private final Caller caller;
    private final InstantSource clock;

    UsageResource(UsageDesk desk, Labels labels, Audit audit, Caller caller, InstantSource clock) {
        this.desk = desk;
        this.labels = labels;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    @ForOrganisation
    public UsageSplit split(
            List<String> by,
            @Nullable String month,
            @Nullable String from,
            @Nullable String to,
            @Nullable String deployment,
            @Nullable String key,
            @Nullable String label,
            @Nullable String chip,
            @Nullable String bucket) {
        return desk.split(
                caller.organisation(),
                query(by, month, from, to, filters(deployment, key, label, chip, bucket)),
                MOST_PARTS);
    }

    @Override
    @ForOrganisation
    public String csv(
            List<String> by,
            @Nullable String month,
            @Nullable String from,
            @Nullable String to,
            @Nullable String deployment,
            @Nullable String key,
            @Nullable String label,
            @Nullable String chip,
            @Nullable String bucket) {
        return Csv.of(desk.split(
                caller.organisation(),
                query(by, month, from, to, filters(deployment, key, label, chip, bucket)),
                Integer.MAX_VALUE));
    }

    @Override
    @ForOrganisation
    public List<AnomalyView> anomalies() {
        return desk.anomalies(caller.organisation());
    }

    @Override
    @ForOrganisation
    public List<LabelView> labels() {
        return labels.all(caller.organisation());
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.DEVELOPER, Role.FINANCE})
    public LabelView label(String kind, UUID subject, SetLabel request) {
        LabelView label = new LabelView(kind(kind), subject, request.label().strip(), clock.instant());
        labels.set(caller.organisation(), label);
        note("usage.labelled", subject, label.kind() + " " + label.label());
        return label;
    }

    @Override
    @ForOrganisation(roles = {Role.OWNER, Role.DEVELOPER, Role.FINANCE})
    public void unlabel(String kind, UUID subject) {
        if (!labels.remove(caller.organisation(), kind(kind), subject)) {
            throw Problems.notFound("label of", subject);
        }
        note("usage.unlabelled", subject, kind(kind).name());
    }

    private void note(String action, UUID subject, String detail) {
        audit.note(caller.organisation(), caller.person(), caller.name(), action, subject.toString(), detail);
    }

    private Query query(
            List<String> by,
            @Nullable String month,
            @Nullable String from,
            @Nullable String to,
            Map<Dimension, @Nullable String> filters) {
        return Query.of(by, month, from, to, filters, ServiceTime.month(clock.instant()));
    }

    private static Map<Dimension, @Nullable String> filters(
            @Nullable String deployment,
            @Nullable String key,
            @Nullable String label,
            @Nullable String chip,
            @Nullable String bucket) {
        Map<Dimension, @Nullable String> filters = new EnumMap<>(Dimension.class);
        filters.put(Dimension.DEPLOYMENT, deployment);
        filters.put(Dimension.KEY, key);
        filters.put(Dimension.LABEL, label);
        filters.put(Dimension.CHIP, chip);
        filters.put(Dimension.BUCKET, bucket);
        return filters;
    }

    private static Labelled kind(String name) {
        return Arrays.stream(Labelled.values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problems.invalid("kind", "kind must be KEY or DEPLOYMENT, not " + name));
    }
}
