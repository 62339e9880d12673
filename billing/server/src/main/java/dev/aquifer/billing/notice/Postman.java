package dev.aquifer.billing.notice;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Hands letters over, by SMTP or HTTP. Blocks; runs outside any transaction.
@ApplicationScoped
class Postman {

    /// What became of one attempt.
    ///
    /// @param words for the log of deliveries
    record Outcome(boolean delivered, String words) {}

    private static final int MOST_WORDS = 300;

    private final Mailer mailer;
    private final HttpClient http;
    private final NoticeSettings settings;
    private final Names names;
    private final InstantSource clock;

    Postman(Mailer mailer, Vertx vertx, NoticeSettings settings, Names names, InstantSource clock) {
        this.mailer = mailer;
        this.settings = settings;
        this.names = names;
        this.clock = clock;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout(Math.toIntExact(settings.patience().toMillis()))
                .setMaxHeaderSize(16_384));
    }

    @PreDestroy
    void close() {
        http.close();
    }

    Outcome hand(Letter letter) {
        return switch (letter) {
            case Letter.Mail mail -> mail(mail);
            case Letter.Post post -> post(post);
        };
    }

    private Outcome mail(Letter.Mail mail) {
        try {
            mailer.send(Mail.withText(mail.address(), mail.subject(), mail.text())
                    .addHeader("Message-ID", "<" + mail.delivery() + "@aquifer>")
                    .addHeader("Auto-Submitted", "auto-generated"));
            return new Outcome(true, "taken by the mail server");
        } catch (RuntimeException e) {
            return new Outcome(false, words(e));
        }
    }

    private Outcome post(Letter.Post post) {
        Addresses.Target target;
        try {
            target = Addresses.resolved(post.url(), settings.privateAddresses(), names);
        } catch (Addresses.Refused e) {
            return new Outcome(false, e.reason());
        }
        long timestamp = clock.instant().getEpochSecond();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(
                        target.port(), target.address().getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setURI(target.path())
                .setFollowRedirects(false)
                .setTimeout(settings.patience().toMillis())
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader("User-Agent", "Aquifer")
                .putHeader("Aquifer-Delivery", post.delivery().toString())
                .putHeader("Aquifer-Kind", post.kind())
                .putHeader("Aquifer-Timestamp", Long.toString(timestamp))
                .putHeader("Aquifer-Signature", Signature.of(post.secret(), timestamp, post.body()));
        try {
            int status = http.request(options)
                    .compose(request -> request.send(Buffer.buffer(post.body())))
                    .map(response -> {
                        // Nobody is interested in the body, however long it is.
                        response.request().connection().close();
                        return response.statusCode();
                    })
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(settings.patience().multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome(status >= 200 && status < 300, "HTTP " + status);
        } catch (ExecutionException e) {
            return new Outcome(false, words(Objects.requireNonNullElse(e.getCause(), e)));
        } catch (TimeoutException _) {
            return new Outcome(false, "no answer in time");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Outcome(false, "interrupted");
        }
    }

    private static String words(Throwable cause) {
        String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
    }
}
