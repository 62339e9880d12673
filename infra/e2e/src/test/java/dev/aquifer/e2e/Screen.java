package dev.aquifer.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real Chromium in front of the console: one browser for the run, one context for each person and look.
final class Screen implements AutoCloseable {
    /// Language, colour scheme and width: how a page is looked at.
    record Look(String language, ColorScheme scheme, int width) {
        static final Look EN_LIGHT_WIDE = new Look("en", ColorScheme.LIGHT, 1440);
        static final Look ZH_DARK_NARROW = new Look("zh-CN", ColorScheme.DARK, 390);

        /// Two in every run; all eight with `-Daquifer.looks=all`.
        static List<Look> asked() {
            if (!"all".equals(System.getProperty("aquifer.looks"))) {
                return List.of(EN_LIGHT_WIDE, ZH_DARK_NARROW);
            }
            var all = new ArrayList<Look>();
            for (var language : List.of("en", "zh-CN")) {
                for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    for (int width : new int[] {1440, 390}) {
                        all.add(new Look(language, scheme, width));
                    }
                }
            }
            return all;
        }

        String name() {
            return language + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
        }
    }

    private static final Path PICTURES = House.ROOT.resolve("infra/e2e/target/screenshots");

    private final Playwright playwright;
    private final Browser browser;
    private final House house;
    final List<String> findings = new ArrayList<>();

    Screen(House house) {
        this.house = house;
        // Two cores carry the whole house and the browser: a page may take its time.
        setDefaultAssertionTimeout(20_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Path chromium() {
        var named = System.getenv("AQUIFER_CHROMIUM");
        var candidates = named == null
                ? List.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                : List.of(named);
        return candidates.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium; ./aquifer test says how to get one"));
    }

    BrowserContext context(Look look) {
        return browser.newContext(new Browser.NewContextOptions()
                .setLocale(look.language())
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(look.scheme())
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setViewportSize(look.width(), 900));
    }

    /// A tenant's pages that stand without an id.
    List<String> tenantPages() {
        return List.of(
                "/",
                "/playground",
                "/keys",
                "/models",
                "/deployments",
                "/deployments/new",
                "/chips",
                "/bills",
                "/bills/" + house.month(),
                "/balance",
                "/ledger",
                "/prices",
                "/requests",
                "/subsidies",
                "/what-if",
                "/usage",
                "/budgets",
                "/notices",
                "/organisation");
    }

    Page open(BrowserContext context, String path) {
        var page = context.newPage();
        page.navigate(house.console() + path);
        return page;
    }

    /// Fills in Keycloak's form.
    void signIn(Page page, String email, String password) {
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("[type=submit]").click();
    }

    /// Goes to a page of the console and waits until its title and figures stand.
    void go(Page page, String path) {
        page.navigate(house.console() + path);
        settled(page);
    }

    void settled(Page page) {
        try {
            assertThat(page.locator("h1").first()).isVisible();
        } catch (AssertionError e) {
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("not-settled.png")));
            throw e;
        }
        page.waitForFunction(
                "() => !document.querySelector('[aria-busy=true]') && !document.querySelector('.aq-skeleton')");
    }

    /// Takes a picture, and notes what axe, the width and the language find wrong.
    void look(Page page, Look look, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + "-" + look.name() + ".png"))
                .setFullPage(true));
        var axe = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze();
        axe.getViolations().stream()
                .filter(v -> "serious".equals(v.getImpact()) || "critical".equals(v.getImpact()))
                .forEach(v -> findings.add(name + " " + look.name() + ": " + v.getId() + " " + v.getHelp() + " "
                        + v.getNodes().stream()
                                .map(n -> String.valueOf(n.getHtml()))
                                .limit(3)
                                .toList()));
        int width = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
        if (width > look.width()) {
            findings.add(name + " " + look.name() + ": scrolls sideways, " + width + " px wide");
        }
        var language = String.valueOf(page.evaluate("() => document.documentElement.lang"));
        if (!language.startsWith(look.language().substring(0, 2))) {
            findings.add(name + " " + look.name() + ": lang is " + language);
        }
    }

    /// A field or button inside a Vaadin component with this id, or the element itself.
    Locator field(Page page, String id) {
        return page.locator("#" + id + " input, #" + id + " textarea").first();
    }

    void fill(Page page, String id, String text) {
        field(page, id).fill(text);
        field(page, id).blur();
    }

    void press(Page page, String id) {
        page.locator("#" + id).click();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
