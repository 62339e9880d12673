package dev.aquifer.console.client;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.VaadinSession;
import dev.aquifer.console.visit.SignedIn;
import dev.aquifer.console.visit.Visit;
import dev.aquifer.platform.api.organisation.OrganisationView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Makes calls to the servers off the page's thread and brings what became of them back to the page. The token is
/// read in the event, where there is a request; the call runs in a virtual thread of its own, where there is none.
/// What is called while an answer is being shown is called on behalf of the same caller.
@ApplicationScoped
public class Calls {
    private static final Logger LOG = Logger.getLogger(Calls.class);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final SignedIn signedIn;

    Calls(SignedIn signedIn) {
        this.signedIn = signedIn;
    }

    /// Makes the call and hands its value, or its problem, to the page. If the page is gone by then, nothing happens.
    public <T extends @Nullable Object> void make(Supplier<T> call, Consumer<T> then, Consumer<Problem> otherwise) {
        var ui = UI.getCurrent();
        var caller = caller();
        THREADS.execute(() -> ScopedValue.where(Caller.CURRENT, caller).run(() -> {
            try {
                var value = call.get();
                show(ui, () -> then.accept(value));
            } catch (RuntimeException e) {
                var problem = problem(e);
                show(ui, () -> otherwise.accept(problem));
            }
        }));
    }

    /// Makes a call and waits for it, in the thread of a request.
    public <T extends @Nullable Object> Answer<T> makeHere(VaadinSession session, Supplier<T> call) {
        return ScopedValue.where(Caller.CURRENT, caller(session)).call(() -> answer(call));
    }

    /// The same for a person's upload, in the upload's own thread; what became of it is brought to the page, too.
    public <T extends @Nullable Object> Answer<T> upload(
            UI ui, VaadinSession session, Supplier<T> call, Consumer<Answer<T>> then) {
        return ScopedValue.where(Caller.CURRENT, caller(session)).call(() -> {
            var answer = answer(call);
            show(ui, () -> then.accept(answer));
            return answer;
        });
    }

    private static <T extends @Nullable Object> Answer<T> answer(Supplier<T> call) {
        try {
            return new Answer.Value<>(call.get());
        } catch (RuntimeException e) {
            return new Answer.Refusal<>(problem(e));
        }
    }

    /// For a call within another one whose answer is dispensable: empty if it was refused or nobody answered.
    public static <T> Optional<T> ifReached(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (ProblemException | WebApplicationException | ProcessingException e) {
            LOG.warnf("a figure is left out reason=%s", e.getMessage());
            return Optional.empty();
        }
    }

    /// What became of a call that was waited for.
    public sealed interface Answer<T extends @Nullable Object> {
        record Value<T extends @Nullable Object>(T value) implements Answer<T> {}

        record Refusal<T extends @Nullable Object>(Problem problem) implements Answer<T> {}
    }

    /// Runs what is not a call to one of the two servers, such as an answer's stream, in a virtual thread.
    public void aside(Runnable work) {
        var caller = caller();
        THREADS.execute(() -> ScopedValue.where(Caller.CURRENT, caller).run(work));
    }

    /// Runs in the page's thread, if the page is still there.
    public static void show(UI ui, Runnable change) {
        Runnable asCaller = Caller.CURRENT.isBound() ? as(Caller.CURRENT.get(), change) : change;
        try {
            var _ = ui.access(asCaller::run);
        } catch (UIDetachedException e) {
            LOG.debug("the page was left before its answer came");
        }
    }

    private static Runnable as(Caller caller, Runnable change) {
        return () -> ScopedValue.where(Caller.CURRENT, caller).run(change);
    }

    private Caller caller() {
        return Caller.CURRENT.isBound() ? Caller.CURRENT.get() : caller(VaadinSession.getCurrent());
    }

    private Caller caller(VaadinSession session) {
        session.lock();
        try {
            var organisation = Visit.of(session)
                    .flatMap(Visit::organisation)
                    .map(OrganisationView::id)
                    .orElse(null);
            return new Caller(signedIn.token(), organisation);
        } finally {
            session.unlock();
        }
    }

    private static Problem problem(RuntimeException e) {
        return switch (e) {
            case ProblemException refused -> refused.problem();
            case WebApplicationException refused ->
                ProblemReader.read(refused.getResponse().getStatus(), "");
            case ProcessingException lost -> {
                LOG.warnf("a server did not answer reason=%s", lost.getMessage());
                yield Problem.unreachable();
            }
            default -> {
                LOG.error("a call failed", e);
                yield ProblemReader.read(500, "");
            }
        };
    }
}
