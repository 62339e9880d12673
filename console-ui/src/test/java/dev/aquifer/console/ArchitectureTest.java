package dev.aquifer.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import com.vaadin.flow.router.Route;
import dev.aquifer.console.visit.OpenTo;

/// The arrows between the console's packages, and to whom its pages open.
@AnalyzeClasses(packages = "dev.aquifer.console", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule every_page_says_to_whom_it_opens =
            classes().that().areAnnotatedWith(Route.class).should().beAnnotatedWith(OpenTo.class);

    @ArchTest
    static final ArchRule the_console_has_no_data_of_its_own =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule figures_are_written_without_knowing_pages = noClasses()
            .that()
            .resideInAPackage("..console.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..console.part..", "..console.client..", "..console.visit..");

    @ArchTest
    static final ArchRule there_is_no_cycle = SlicesRuleDefinition.slices()
            .matching("dev.aquifer.console.(*)..")
            .should()
            .beFreeOfCycles();
}
