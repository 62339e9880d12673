package dev.aquifer.billing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.aquifer.billing.idempotency.Idempotent;
import jakarta.ws.rs.POST;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The table of the house plan: which package may use which. What every room stands on: the root package, `sql`,
/// `money`, `problem`, `caller`, `outbox`, `audit`, `idempotency`.
class ArchitectureTest {

    private static final String ROOT = "dev.aquifer.billing";
    private static final Set<String> FOUNDATIONS =
            Set.of("sql", "money", "problem", "caller", "outbox", "audit", "idempotency", "api");
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("intake", Set.of("charge", "ledger")),
            entry("charge", Set.of("price", "ledger", "subsidy", "month")),
            entry("month", Set.of()),
            // Files from a bill's view: knows the view alone.
            entry("export", Set.of()),
            // Hears of credit notes.
            entry("invoice", Set.of("price", "ledger", "export", "payment")),
            // The estimate shows prices before and after the subsidy.
            entry("price", Set.of("subsidy")),
            entry("ledger", Set.of()),
            entry("subsidy", Set.of("ledger", "notice")),
            // Packs what the others have written; reads their tables, never writes them.
            entry("evidence", Set.of("subsidy")),
            entry("simulation", Set.of("subsidy")),
            entry(
                    "bill",
                    Set.of("charge", "ledger", "subsidy", "price", "month", "export", "payment", "notice", "evidence")),
            entry("standing", Set.of("ledger", "charge", "price", "subsidy", "notice")),
            entry("payment", Set.of("ledger", "charge", "subsidy", "standing", "notice")),
            entry("notice", Set.of()),
            entry("usage", Set.of("charge", "subsidy", "notice")),
            entry("budget", Set.of("usage", "notice", "standing")));

    /// Commands that neither cost money nor grant, or that change nothing when they are sent twice.
    private static final Set<String> FREE_COMMANDS = Set.of(
            "SimulationApi.simulate",
            "SubsidyApi.object",
            "SubsidyApi.addEvidence",
            "SubsidyApi.answer",
            "SubsidyApi.withdraw",
            "NoticeApi.read",
            "NoticeApi.addAddress",
            "NoticeApi.confirmAddress",
            "NoticeApi.addWebhook",
            "NoticeApi.test",
            "NoticeApi.again",
            "AssessmentApi.turnDown",
            "AssessmentApi.ask",
            "AssessmentApi.review",
            "PriceApi.estimate",
            "BudgetApi.create",
            "ProgrammeApi.archive");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses OURS =
            CLASSES.that(resideOutsideOfPackage(ROOT + ".api..").and(resideInAPackage(ROOT + "..")));

    @Test
    void packages_use_only_what_the_plan_allows() {
        MAY_USE.forEach((name, allowed) -> {
            DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                    "packages that " + name + " may not use",
                    type -> type.getPackageName().startsWith(ROOT + ".")
                            && !FOUNDATIONS.contains(room(type))
                            && !room(type).equals(name)
                            && !allowed.contains(room(type)));
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .dependOnClassesThat(forbidden)
                    .check(OURS);
        });
    }

    @Test
    void there_are_no_cycles() {
        slices().matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideOutsideOfPackage(ROOT + ".api..")));
    }

    @Test
    void no_binary_floating_point_stands_in_any_signature() {
        List<String> found = new ArrayList<>();
        for (JavaClass type : CLASSES.that(resideInAPackage(ROOT + ".."))) {
            for (JavaField field : type.getFields()) {
                if (floating(field.getRawType())) {
                    found.add(field.getFullName());
                }
            }
            for (JavaCodeUnit unit : type.getCodeUnits()) {
                if (floating(unit.getRawReturnType())
                        || unit.getRawParameterTypes().stream().anyMatch(ArchitectureTest::floating)) {
                    found.add(unit.getFullName());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void time_is_asked_for_in_one_place() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .because("time comes from the injected InstantSource")
                .check(OURS);
    }

    @Test
    void every_post_that_costs_money_or_grants_takes_an_idempotency_key() {
        List<String> without = new ArrayList<>();
        int with = 0;
        for (JavaClass resource : OURS) {
            for (JavaClass contract : resource.getAllRawInterfaces()) {
                for (JavaMethod command : contract.getMethods()) {
                    if (!command.isAnnotatedWith(POST.class)) {
                        continue;
                    }
                    String name = contract.getSimpleName() + "." + command.getName();
                    boolean once = resource.getMethods().stream()
                            .filter(own -> own.getName().equals(command.getName()))
                            .anyMatch(own -> own.isAnnotatedWith(Idempotent.class));
                    if (once) {
                        with++;
                    } else if (!FREE_COMMANDS.contains(name)) {
                        without.add(name);
                    }
                }
            }
        }
        assertThat(without)
                .as("@Idempotent, or a place among the free commands")
                .isEmpty();
        assertThat(with).isGreaterThan(20);
    }

    @Test
    void every_package_is_null_marked() {
        classes()
                .that()
                .areNotAnonymousClasses()
                .should()
                .resideInAnyPackage(OURS.stream()
                        .filter(type -> type.getSimpleName().equals("package-info"))
                        .filter(type -> type.isAnnotatedWith(NullMarked.class))
                        .map(JavaClass::getPackageName)
                        .toArray(String[]::new))
                .check(OURS);
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length() + 1);
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static boolean floating(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(name);
    }
}
