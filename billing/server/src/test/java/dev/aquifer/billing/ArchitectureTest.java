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
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The table of the house plan: which package may use which. What every room stands on: the root package, `sql`,
/// `money`, `problem`, `caller`, `outbox`, `audit`.
class ArchitectureTest {

    private static final String ROOT = "dev.aquifer.billing";
    private static final Set<String> FOUNDATIONS =
            Set.of("sql", "money", "problem", "caller", "outbox", "audit", "api");
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("intake", Set.of("charge", "ledger")),
            entry("charge", Set.of("price", "ledger", "subsidy")),
            // The estimate shows prices before and after the subsidy.
            entry("price", Set.of("subsidy")),
            entry("ledger", Set.of()),
            entry("subsidy", Set.of("ledger", "notice")),
            // Packs what the others have written; reads their tables, never writes them.
            entry("evidence", Set.of("subsidy")),
            entry("simulation", Set.of("subsidy")),
            entry("bill", Set.of("charge", "ledger", "subsidy", "price")),
            entry("standing", Set.of("ledger", "charge", "price", "subsidy")),
            entry("notice", Set.of()),
            entry("usage", Set.of("charge", "subsidy", "notice")),
            entry("budget", Set.of("usage", "notice", "standing")));

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
