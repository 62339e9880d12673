package dev.aquifer.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.aquifer.stack.PartName;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Several pages of one session, opened at the same time in a console that has just started: each connects for pushes
/// while others are being made.
@InTheHouse
class ManyPagesAtOnceIT {
    private static final int AT_ONCE = 3;
    private static final int ROUNDS = 2;
    private static final int PAGES = 12;

    @Test
    void pages_opened_together_all_stand(House house) {
        var person = Person.registers(house, "many@pages.example");
        person.organisation("many-pages");
        try (var screen = new Screen(house);
                var context = screen.context(Screen.Look.EN_LIGHT_WIDE)) {
            var first = screen.open(context, "/");
            screen.signIn(first, person.email, person.password);
            screen.settled(first);
            for (int round = 0; round < ROUNDS; round++) {
                house.kill(PartName.CONSOLE);
                screen.go(first, "/");
                var pages = Stream.generate(context::newPage).limit(AT_ONCE).toList();
                var paths = screen.tenantPages().subList(0, PAGES);
                for (int from = 0; from < paths.size(); from += AT_ONCE) {
                    for (int i = 0; i < Math.min(AT_ONCE, paths.size() - from); i++) {
                        pages.get(i)
                                .navigate(
                                        house.console() + paths.get(from + i),
                                        new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
                    }
                    pages.forEach(screen::settled);
                }
                pages.forEach(Page::close);
            }
        }
    }
}
