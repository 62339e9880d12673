package dev.aquifer.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.sql.Driver;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// The arrows of the house plan within the gateway, and what must not be on its class path.
class ArchitectureTest {
    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.aquifer.gateway");

    @Test
    void inference_uses_snapshot_and_usage_and_nothing_else_uses_anything() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("inference")
                .definedBy("dev.aquifer.gateway.inference..")
                .layer("snapshot")
                .definedBy("dev.aquifer.gateway.snapshot..")
                .layer("usage")
                .definedBy("dev.aquifer.gateway.usage..")
                .whereLayer("inference")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("snapshot")
                .mayOnlyBeAccessedByLayers("inference")
                .whereLayer("usage")
                .mayOnlyBeAccessedByLayers("inference")
                .check(GATEWAY);
    }

    @Test
    void only_the_apis_of_the_others_are_known() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.aquifer.platform.server..", "dev.aquifer.console..", "dev.aquifer.stack..", "java.sql..")
                .check(GATEWAY);
    }

    @Test
    void inference_neither_locks_nor_reads_the_clock_nor_matches_patterns() {
        noClasses()
                .that()
                .resideInAPackage("dev.aquifer.gateway.inference..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.regex..", "java.util.concurrent.locks..", "org.apache.kafka..")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(GATEWAY);
    }

    @Test
    void every_package_is_null_marked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith("org.jspecify.annotations.NullMarked")
                .check(GATEWAY);
    }

    @Test
    void no_database_driver_is_on_the_class_path() {
        assertThat(ServiceLoader.load(Driver.class)).isEmpty();
        assertThat(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(path -> new File(path).getName().toLowerCase(Locale.ROOT)))
                .isNotEmpty()
                .noneMatch(jar -> jar.contains("jdbc")
                        || jar.contains("postgresql")
                        || jar.contains("hibernate-orm")
                        || jar.contains("agroal"));
    }
}
