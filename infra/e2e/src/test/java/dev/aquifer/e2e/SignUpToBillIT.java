package dev.aquifer.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.openai.client.OpenAIClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The main job, as a new user does it: sign up, try, deploy, call, apply for the subsidy, read the bill, stop and
/// come back. Real Chromium, real Keycloak, the official client.
@InTheHouse
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignUpToBillIT {
    private static final String EMAIL = "lin.yue@tern-models.example";
    private static final String PASSWORD = "Correct-horse-7-battery";
    private static final Screen.Look LOOK = Screen.Look.EN_LIGHT_WIDE;

    private final House house;
    private Screen screen;
    private BrowserContext tenantContext;
    // Both are set by the first step, on which all others stand.
    @SuppressWarnings("NullAway.Init")
    private Page page;

    @SuppressWarnings("NullAway.Init")
    private Tenant tenant;

    private String key = "";

    SignUpToBillIT(House house) {
        this.house = house;
    }

    @BeforeAll
    void given_a_browser() {
        screen = new Screen(house);
        tenantContext = screen.context(LOOK);
    }

    @AfterAll
    void close() {
        screen.close();
    }

    @Test
    @Order(1)
    void somebody_signs_up_names_the_organisation_and_reads_the_first_token() {
        // when
        page = screen.open(tenantContext, "/");
        page.locator("a[href*='registration']").click();
        page.locator("input[name=email]").fill(EMAIL);
        page.locator("input[name=password]").fill(PASSWORD);
        page.locator("input[name='password-confirm']").fill(PASSWORD);
        screen.look(page, LOOK, "00-register");
        var pressed = Instant.now();
        page.locator("[type=submit]").click();
        screen.settled(page);
        screen.fill(page, "org-name", "Tern Models");
        screen.fill(page, "org-slug", "tern-models");
        screen.fill(page, "org-credit-code", "91310000MA1FL0000A");
        screen.press(page, "org-create");
        assertThat(page.locator("#org-credit-code")).hasAttribute("invalid", "");
        screen.look(page, LOOK, "01-name-organisation");
        screen.fill(page, "org-credit-code", "");
        screen.press(page, "org-create");
        page.locator("#step-TRY_NOW a, a#step-TRY_NOW").first().click();
        screen.settled(page);
        assertThat(screen.field(page, "chat-input")).not().hasValue("");
        screen.press(page, "chat-send");
        assertThat(page.locator("#chat-answer")).not().isEmpty(within(30));
        var first = Duration.between(pressed, Instant.now());

        // then
        IO.println("first token " + first.toMillis() + " ms after sign-up was pressed");
        assertThat(first).isLessThan(Duration.ofMinutes(1));
        assertThat(page.locator("#chat-meter")).containsText("¥", contains(30));
        screen.look(page, LOOK, "02-playground");
        tenant = tenant(Person.signsIn(house, EMAIL, PASSWORD));
    }

    private Tenant tenant(Person person) {
        var organisations = house.call(person, null, "GET", house.platform() + "/api/organisations", null)
                .body();
        return new Tenant(
                house,
                person,
                java.util.UUID.fromString(organisations.get(0).required("id").asText()));
    }

    private static LocatorAssertions.IsEmptyOptions within(int seconds) {
        return new LocatorAssertions.IsEmptyOptions().setTimeout(seconds * 1000.0);
    }

    private static LocatorAssertions.ContainsTextOptions contains(int seconds) {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(seconds * 1000.0);
    }

    @Test
    @Order(2)
    void a_key_is_shown_once_and_the_official_client_calls_with_it() {
        screen.go(page, "/keys");
        screen.press(page, "key-new");
        screen.fill(page, "key-name", "laptop");
        screen.press(page, "key-create");
        key = page.locator("#key-secret").innerText().strip();
        assertThat(key).matches("aqf_l_[0-9A-Za-z]{38}");
        screen.look(page, LOOK, "03-key-created");
        screen.press(page, "key-done");
        screen.go(page, "/keys");
        assertThat(page.locator("body")).not().containsText(key);
        assertThat(page.locator("body")).containsText("laptop");

        house.eventually(() -> house.models(key) == 200, "the gateway knows the key");
        OpenAIClient client = OfficialClientIT.client(house, key);
        var answer = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(House.CHAT)
                        .addUserMessage("What is the opposite of hot?")
                        .maxCompletionTokens(16)
                        .build());
        assertThat(answer.choices().getFirst().message().content().orElse("")).isNotBlank();
    }

    @Test
    @Order(3)
    void a_model_is_deployed_on_another_makers_chips_and_answers() {
        screen.go(page, "/deployments/new");
        assertThat(page.locator("body")).containsText("Ascend");
        screen.look(page, LOOK, "04-deploy");
        page.locator("#pool-huawei-ascend-910b4").click();
        screen.fill(page, "deploy-name", "tern-chat");
        screen.press(page, "deploy-create");
        assertThat(page.locator("#deployment-state")).containsText("Ready", contains(60));
        screen.look(page, LOOK, "05-deployment");

        house.eventually(
                () -> house.chat(key, "tern-chat", "What is a bird?", 8).status() == 200, "the deployment answers");
        assertThat(tenant.get(house.platform() + "/api/leases")
                        .body()
                        .at("/items/0/simulated")
                        .asBoolean())
                .isTrue();
    }

    @Test
    @Order(4)
    void an_own_model_is_uploaded_and_a_broken_file_is_refused_with_the_reason() throws Exception {
        var model = house.call(
                tenant.person(),
                tenant.organisation(),
                "POST",
                house.platform() + "/api/models?name=our-lexicon",
                Files.readAllBytes(House.ROOT.resolve("infra/models/aquifer-lexicon-6m-q8_0.gguf")));
        assertThat(model.status()).as(model.text()).isBetween(200, 201);
        var broken = house.call(
                tenant.person(),
                tenant.organisation(),
                "POST",
                house.platform() + "/api/models?name=broken",
                "GGUF but no more".getBytes(StandardCharsets.UTF_8));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body().at("/type").asText()).endsWith("/bad-model-file");
        screen.go(page, "/models/" + model.body().required("id").asText());
        assertThat(page.locator("body")).containsText("our-lexicon");
        screen.look(page, LOOK, "06-own-model");
    }

    @Test
    @Order(5)
    void the_subsidy_is_applied_for_assessed_and_granted() throws Exception {
        // when the tenant applies
        screen.go(page, "/subsidies");
        screen.look(page, LOOK, "07-subsidies");
        screen.press(page, "apply-new");
        screen.settled(page);
        screen.fill(page, "apply-company", "Tern Models (Shanghai) Ltd");
        screen.fill(page, "apply-purpose", "Training and serving our own language model");
        screen.fill(page, "apply-contact", "Lin Yue, +86 21 5555 0100");
        screen.press(page, "apply-save");
        var file = Files.writeString(
                Files.createDirectories(Path.of("target")).resolve("evidence.txt"), "Business licence of Tern Models");
        var uploads = page.locator("vaadin-upload[id^='apply-evidence-'] input[type=file]");
        assertThat(uploads.first()).isAttached();
        for (int i = 0; i < uploads.count(); i++) {
            uploads.nth(i).setInputFiles(file);
            assertThat(page.locator(".aq-evidence-file")).hasCount(i + 1);
        }
        screen.look(page, LOOK, "08-application");
        screen.press(page, "apply-submit");
        assertThat(page.locator("#application-state")).containsText("Submitted", contains(10));

        // and the assessor decides
        try (var context = screen.context(LOOK)) {
            var assessor = screen.open(context, "/assess");
            screen.signIn(assessor, "assessor@aquifer.local", house.assessorPassword());
            screen.settled(assessor);
            screen.look(assessor, LOOK, "09-assess-queue");
            assessor.locator("text=Tern Models").first().click();
            screen.settled(assessor);
            screen.fill(assessor, "decide-ratio", "10");
            screen.fill(assessor, "decide-reasons", "Develops its own model; licence and contract seen.");
            screen.look(assessor, LOOK, "10-assess");
            screen.press(assessor, "decide-approve");
            var confirm = assessor.locator("#confirm-yes");
            assertThat(confirm).isVisible();
            confirm.click();
            assertThat(assessor.locator("#application-state")).containsText("Approved", contains(10));
            for (var path :
                    List.of("/assess", "/assess/grants", "/assess/claims", "/assess/budgets", "/assess/programmes")) {
                screen.go(assessor, path);
                screen.look(assessor, LOOK, "page" + path.replace('/', '-'));
            }
        }

        // then the tenant sees the grant
        screen.go(page, "/subsidies");
        assertThat(page.locator("body")).containsText("10%");
        screen.look(page, LOOK, "11-grant");
    }

    @Test
    @Order(6)
    void the_bill_carries_rent_tokens_and_subsidy_to_the_fen() {
        house.eventually(
                () -> BillSums.money(tenant.bill(), "/subsidy").signum() > 0,
                "the rent has earned a subsidy",
                Duration.ofMinutes(2));
        BillSums.hold(tenant.bill());

        screen.go(page, "/bills/" + house.month());
        assertThat(page.locator("#bill-payable")).containsText("¥");
        assertThat(page.locator("#bill-subsidy")).containsText("¥");
        page.locator(".aq-bill .aq-open").first().click();
        assertThat(page.locator(".aq-bill .aq-arithmetic").first()).containsText("7.40");
        screen.look(page, LOOK, "12-bill");
    }

    @Test
    @Order(7)
    void a_deployment_is_stopped_started_and_deleted() {
        // given
        var deployments = house.platform() + "/api/deployments";
        var first = tenant.get(deployments).body().at("/items/0");
        var made = tenant.post(
                deployments,
                Map.of(
                        "name",
                        "short-lived",
                        "model",
                        first.required("model").asText(),
                        "pool",
                        first.required("pool").asText(),
                        "replicas",
                        1));
        screen.go(page, "/deployments/" + made.body().required("id").asText());
        assertThat(page.locator("#deployment-state")).containsText("Ready", contains(60));

        // when stopped
        screen.press(page, "deployment-stop");
        screen.press(page, "confirm-yes");
        assertThat(page.locator("#deployment-state")).containsText("Stopped", contains(30));

        // when started again
        screen.press(page, "deployment-start");
        assertThat(page.locator("#deployment-state")).containsText("Ready", contains(60));
        screen.look(page, LOOK, "13-started-again");

        // when deleted
        screen.press(page, "deployment-delete");
        assertThat(page.locator("#confirm-yes")).hasAttribute("disabled", "");
        screen.fill(page, "confirm-name", "short-lived");
        screen.press(page, "confirm-yes");
        assertThat(page.locator("h1")).containsText("Deployments", contains(20));
        screen.go(page, "/deployments");
        assertThat(page.locator("body")).not().containsText("short-lived");
        assertThat(page.locator("body")).containsText("tern-chat");
    }

    @Test
    @Order(8)
    void every_page_stands_in_each_look() {
        for (var look : Screen.Look.asked()) {
            try (var context = screen.context(look)) {
                var mine = screen.open(context, "/");
                screen.signIn(mine, EMAIL, PASSWORD);
                screen.settled(mine);
                for (var path : screen.tenantPages()) {
                    screen.go(mine, path);
                    screen.look(mine, look, "page" + path.replace('/', '-').toLowerCase(Locale.ROOT));
                }
            }
        }
        assertThat(screen.findings).isEmpty();
    }

    @Test
    @Order(9)
    void the_operator_sees_pools_prices_tenants_and_quarantine() throws Exception {
        try (var context = screen.context(LOOK)) {
            var operator = screen.open(context, "/operator/tenants");
            screen.signIn(operator, "operator@aquifer.local", house.operatorPassword());
            screen.settled(operator);
            assertThat(operator.locator("body")).containsText("Tern Models");
            for (var path : List.of(
                    "/operator/pools",
                    "/operator/prices",
                    "/operator/tenants",
                    "/operator/claims",
                    "/operator/quarantine")) {
                screen.go(operator, path);
                screen.look(operator, LOOK, "page" + path.replace('/', '-'));
            }
        }
        assertThat(screen.findings).isEmpty();
    }

    @Test
    @Order(10)
    void signing_out_ends_the_session() {
        screen.go(page, "/");
        page.navigate(house.console() + "/logout");
        page.navigate(house.console() + "/keys");
        assertThat(page.locator("input[name=username]")).isVisible();
        screen.signIn(page, EMAIL, PASSWORD);
        screen.settled(page);
        assertThat(page.locator("body")).containsText("laptop");
    }

    @Test
    @Order(11)
    void after_down_and_up_all_is_there_and_the_time_between_is_free() {
        // given
        house.down();
        var down = Instant.now();

        // when
        house.up(false);
        var up = Instant.now();

        // then
        house.eventually(
                () -> house.chat(key, "tern-chat", "What is a bird?", 4).status() == 200,
                "the deployment is back",
                Duration.ofSeconds(90));
        house.eventually(
                () -> house.count(
                                "platform",
                                "select count(*) from lease where organisation_id = '" + tenant.organisation() + "'")
                        > 1,
                "it has a new lease");
        assertThat(house.count(
                        "billing",
                        "select count(*) from charge where kind = 'LEASE' and organisation_id = '"
                                + tenant.organisation()
                                + "' and starts_at < timestamptz '" + down.plusSeconds(1)
                                + "' and ends_at > timestamptz '"
                                + down.plusSeconds(1) + "'"))
                .as("no charge covers the time in which nothing ran, which began at %s and ended before %s", down, up)
                .isZero();
        var fresh = Person.signsIn(house, EMAIL, PASSWORD);
        assertThat(tenant(fresh).bill().at("/net").asText()).isNotEqualTo("0.00");
    }
}
