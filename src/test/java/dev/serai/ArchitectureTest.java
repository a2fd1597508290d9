package dev.serai;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.serai", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule event_uses_no_other_room = room("event");
  @ArchTest static final ArchRule config_uses_no_other_room = room("config");
  @ArchTest static final ArchRule source_uses_event = room("source", "event");
  @ArchTest static final ArchRule normalize_uses_event = room("normalize", "event");
  @ArchTest static final ArchRule sanitize_uses_no_other_room = room("sanitize");
  @ArchTest static final ArchRule ledger_uses_event = room("ledger", "event");

  @ArchTest
  static final ArchRule bus_uses_event =
      only("dev.serai.bus", "dev.serai.bus", "dev.serai.event..");

  @ArchTest
  static final ArchRule embedded_bus_uses_bus_ledger_event =
      room("bus.embedded", "bus", "ledger", "event");

  @ArchTest
  static final ArchRule delivery_uses_bus_ledger_event = room("delivery", "bus", "ledger", "event");

  @ArchTest
  static final ArchRule component_uses_doors_normalizers_delivery =
      room("component", "bus", "delivery", "source", "sanitize", "normalize", "outbound", "event");

  @ArchTest
  static final ArchRule outbound_signs_as_senders_do = room("outbound", "source", "event");

  @ArchTest static final ArchRule routes_use_no_other_room = room("routes");
  @ArchTest static final ArchRule store_uses_event_ledger = room("store", "event", "ledger");

  @ArchTest
  static final ArchRule observe_reads_rooms_but_not_their_wiring =
      room("observe", "bus", "delivery", "ledger", "source", "routes", "event");

  @ArchTest
  static final ArchRule manage_serves_delivery_and_ledger_over_observe =
      room("manage", "observe", "bus", "delivery", "ledger", "event");

  @ArchTest
  static final ArchRule conformance_uses_what_it_holds_to_its_promises =
      room("conformance", "bus", "delivery", "ledger", "event");

  @ArchTest
  static final ArchRule bindings_are_imported_by_nobody =
      noClasses()
          .that(not(resideInAnyPackage("dev.serai.bus.*..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.serai.bus.*..");

  @ArchTest
  static final ArchRule faces_are_imported_by_nobody_but_main =
      noClasses()
          .that(not(resideInAPackage("dev.serai")).and(not(resideInAnyPackage("dev.serai.cli.."))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.serai.cli..");

  @ArchTest
  static final ArchRule bench_is_imported_by_the_command_line_only =
      noClasses()
          .that(not(resideInAnyPackage("dev.serai.bench..", "dev.serai.cli..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.serai.bench..");

  @ArchTest
  static final ArchRule conformance_is_imported_by_the_command_line_only =
      noClasses()
          .that(not(resideInAnyPackage("dev.serai.conformance..", "dev.serai.cli..")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.serai.conformance..");

  @ArchTest
  static final ArchRule no_package_cycles =
      slices().matching("dev.serai.(**)").should().beFreeOfCycles();

  private static ArchRule room(String name, String... mayUse) {
    String[] allowed = new String[mayUse.length + 1];
    allowed[0] = "dev.serai." + name + "..";
    for (int i = 0; i < mayUse.length; i++) {
      allowed[i + 1] = mayUse[i].equals("bus") ? "dev.serai.bus" : "dev.serai." + mayUse[i] + "..";
    }
    return only("dev.serai." + name + "..", allowed);
  }

  private static ArchRule only(String room, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAnyPackage("dev.serai", "dev.serai.."))))
        .allowEmptyShould(true);
  }
}
