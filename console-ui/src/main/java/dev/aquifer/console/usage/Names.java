package dev.aquifer.console.usage;

import com.vaadin.flow.i18n.I18NProvider;
import dev.aquifer.billing.api.usage.Dimension;
import dev.aquifer.console.client.Calls;
import dev.aquifer.console.client.ChipNames;
import dev.aquifer.console.client.Platform;
import dev.aquifer.console.format.Formats;
import dev.aquifer.platform.api.deployment.DeploymentView;
import dev.aquifer.platform.api.key.KeyView;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What people call keys, deployments and chips. Billing knows keys by their ids only; their names come from the
/// platform, and where it does not answer the id stands.
public record Names(Map<String, String> keys, Map<String, String> deployments, ChipNames chips) {

    private static final int MOST = 200;

    public static Names ask(Platform platform) {
        var keys = new LinkedHashMap<String, String>();
        for (var key : Calls.<List<KeyView>>ifReached(
                        () -> platform.keys().list(null, MOST).items())
                .orElse(List.of())) {
            keys.put(key.id().toString(), key.name());
        }
        var deployments = new LinkedHashMap<String, String>();
        for (var deployment : Calls.<List<DeploymentView>>ifReached(
                        () -> platform.deployments().list(null, MOST).items())
                .orElse(List.of())) {
            deployments.put(deployment.id().toString(), deployment.name());
        }
        return new Names(keys, deployments, ChipNames.ask(platform));
    }

    String of(Dimension dimension, String value, String name) {
        var formats = Formats.current();
        if (value.isEmpty()) {
            return I18NProvider.translate("usage.without." + dimension);
        }
        return switch (dimension) {
            case DAY -> formats.day(LocalDate.parse(value));
            case HOUR -> formats.minute(OffsetDateTime.parse(value).toInstant());
            case KEY ->
                value.equals("playground")
                        ? I18NProvider.translate("usage.playground")
                        : keys.getOrDefault(value, value);
            case CHIP -> formats.chip(chips.of(value));
            case BUCKET -> I18NProvider.translate("bill.bucket." + value);
            case DEPLOYMENT -> name.equals(value) ? deployments.getOrDefault(value, value) : name;
            case LABEL -> value;
        };
    }
}
