package dev.aquifer.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.aquifer.platform.clock.Ids;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The arrows of `docs/architecture.md` between the packages of this application.
class ArchitectureTest {
    private static final String ROOT = "dev.aquifer.platform";

    /// May be used by every feature; `outbox` and `audit` stand on the other three.
    private static final Set<String> FOUNDATIONS =
            Set.of("caller", "clock", "problem", "outbox", "audit", "idempotency");

    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("clock", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("caller", Set.of("problem", "clock")),
            Map.entry("outbox", Set.of("caller", "clock", "problem")),
            Map.entry("audit", Set.of("caller", "clock", "problem")),
            Map.entry("idempotency", Set.of("caller", "clock", "problem")),
            Map.entry("organisation", Set.of()),
            Map.entry("standing", Set.of()),
            Map.entry("key", Set.of("organisation")),
            Map.entry("chip", Set.of()),
            Map.entry("pool", Set.of("chip")),
            Map.entry("lease", Set.of("pool", "organisation")),
            Map.entry("storage", Set.of()),
            Map.entry("model", Set.of("chip", "pool", "organisation", "storage")),
            Map.entry("runner", Set.of("chip")),
            Map.entry(
                    "deployment",
                    Set.of("model", "lease", "runner", "pool", "chip", "organisation", "standing", "key")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> location.contains("platform-service/server") || location.contains("/server/"))
            .importPackages(ROOT);

    @Test
    void packages_use_only_what_the_table_allows() {
        List<String> forbidden = new ArrayList<>();
        for (JavaClass one : CLASSES) {
            String from = feature(one);
            one.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith(ROOT + ".")
                            && !target.getPackageName().startsWith(ROOT + ".api"))
                    .map(ArchitectureTest::feature)
                    .filter(to -> !to.equals(from) && !allowed(from).contains(to))
                    .forEach(to -> forbidden.add(one.getName() + " uses " + to));
        }
        assertThat(forbidden.stream().distinct()).isEmpty();
    }

    @Test
    void every_package_stands_in_the_table_and_is_null_marked() {
        assertThat(CLASSES.stream().map(ArchitectureTest::feature).distinct()).isSubsetOf(MAY_USE.keySet());
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct().map(JavaPackage::getName))
                .allSatisfy(name -> assertThat(CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                        .as(name)
                        .isTrue());
    }

    @Test
    void there_are_no_cycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void entities_stay_in_their_package() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void only_the_clock_asks_the_machine_for_the_time() {
        noClasses()
                .that()
                .resideOutsideOfPackage(Ids.class.getPackageName())
                .should()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    private static Set<String> allowed(String feature) {
        Set<String> own = MAY_USE.getOrDefault(feature, Set.of());
        if (FOUNDATIONS.contains(feature)) {
            return own;
        }
        Set<String> all = new HashSet<>(own);
        all.addAll(FOUNDATIONS);
        return all;
    }

    private static String feature(JavaClass one) {
        String below = one.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "" : below.substring(1).replaceFirst("\\..*", "");
    }
}
