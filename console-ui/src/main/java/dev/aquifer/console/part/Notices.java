package dev.aquifer.console.part;

import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import dev.aquifer.console.client.Problem;

/// Short words about what just happened.
public final class Notices {
    private Notices() {}

    public static void done(String text) {
        var notice = Notification.show(text, 4000, Notification.Position.BOTTOM_START);
        notice.addThemeVariants(NotificationVariant.SUCCESS);
    }

    public static void failed(Problem problem) {
        var notice = Notification.show(problem.message(), 8000, Notification.Position.BOTTOM_START);
        notice.addThemeVariants(NotificationVariant.ERROR);
        notice.setAssertive(true);
    }
}
