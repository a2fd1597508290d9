package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.bus.CheckResult;
import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.manage.ManageApi;
import dev.serai.manage.ManagementToken;
import dev.serai.observe.BrokerReadings;
import dev.serai.observe.GroupReadings;
import dev.serai.observe.Health;
import dev.serai.observe.HealthCheck;
import dev.serai.observe.HubInfo;
import dev.serai.observe.HubMetrics;
import dev.serai.observe.LedgerReadings;
import dev.serai.observe.ManagementServer;
import dev.serai.observe.ManagementSettings;
import dev.serai.observe.MetricsPage;
import dev.serai.outbound.Courier;
import dev.serai.source.Door;
import dev.serai.source.DoorObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running hub. Opens bottom up, ledger first and doors last, and closes in reverse. */
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final HubConfig config;
  private final HubOptions options;
  private Ledger ledger;
  private Dispatcher dispatcher;
  private CamelRuntime camel;
  private Door door;
  private volatile UserRoutes routes;
  private Polling polling;
  private ManagementServer management;

  private Hub(HubConfig config, HubOptions options) {
    this.config = config;
    this.options = options;
  }

  /**
   * Starts a hub; returns when its doors are open.
   *
   * @throws HubException or an exception of the room that cannot open; nothing is left open then
   */
  public static Hub start(HubOptions options) {
    Hub hub = new Hub(ConfigCheck.load(options.config(), options.env()), options);
    try {
      hub.open();
      return hub;
    } catch (RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  private void open() {
    makeFolder(options.data());
    SystemScheduler scheduler = keep(new SystemScheduler());
    ledger =
        keep(Ledger.open(Ledgers.place(config.ledger(), options.data()), LedgerOptions.defaults()));
    Binding binding =
        keep(
            Bindings.open(
                config,
                scheduler,
                Map.of(Ledger.class, ledger),
                HubName.of(options.data(), ledger)));
    if (binding.capabilities().log() || config.draining().contains(Bindings.ON_THE_LEDGER)) {
      ledger.hubs().takeBus();
    }
    HubMetrics metrics = new HubMetrics();
    dispatcher = keep(Dispatcher.open(binding, ledger, scheduler, metrics, config.unlogged()));
    GroupReadings groups = new GroupReadings(dispatcher::groups);
    MetricsPage page =
        new MetricsPage(
            metrics,
            new HubInfo(version(), config.broker()),
            groups,
            new LedgerReadings(ledger),
            new BrokerReadings(dispatcher::logs, dispatcher::logLags, dispatcher::draining));
    List<Connector> connectors = live(config);
    DoorConnections connections = new DoorConnections(scheduler);
    door = keep(makeDoor(connectors, connections, metrics));
    polling = new Polling(door.vertx(), connectors, connections, ledger, scheduler, metrics);
    // Before any route works: a hub that cannot have its ports must not touch an event.
    door.checkPort();
    ManagementToken token = ManagementToken.random();
    management = keep(startManagement(health(binding, groups, metrics), page, token));
    camel = startCamel(connections, scheduler, connectors, metrics);
    keep(polling);
    door.start();
    polling.start();
    keep(new Housekeeping(config, ledger, scheduler)).start();
    keep(
        HubFile.write(
            options.data(),
            door.port(),
            config.management().host(),
            management.port(),
            token.secret()));
    LOG.info(
        "the hub is ready: door on port {}, management on port {}", door.port(), management.port());
  }

  private CamelRuntime startCamel(
      DoorConnections connections,
      SystemScheduler scheduler,
      List<Connector> connectors,
      HubMetrics metrics) {
    Courier courier = keep(new Courier(door.vertx(), scheduler::now));
    LiveServices services =
        keep(new LiveServices(config, ledger, dispatcher, connections, courier, scheduler::now));
    CamelRuntime started = keep(CamelRuntime.start(services, options, new SharedPort(door)));
    routes = keep(new UserRoutes(options.routes(), started.context(), connectors, metrics));
    SubscriptionRoutes.add(started.context(), config);
    routes.start();
    if (!services.refusals().isEmpty()) {
      throw new HubException(
          "the broker '%s' cannot serve every route, so the hub does not start (see 'serai plan'): %s"
              .formatted(config.broker(), String.join("; ", services.refusals())),
          null);
    }
    return started;
  }

  private Health health(Binding binding, GroupReadings groups, HubMetrics metrics) {
    return new Health(
        List.of(
            HealthCheck.live("process", () -> CheckResult.ok("it answers")),
            HealthCheck.ready("door", this::doorCheck),
            HealthCheck.ledger(ledger),
            HealthCheck.broker(binding),
            HealthCheck.groups(groups),
            HealthCheck.log(dispatcher::logs),
            HealthCheck.files(metrics, this::sinceLastLook),
            polling.health()));
  }

  private Duration sinceLastLook() {
    return routes == null ? Duration.ZERO : routes.sinceLastLook();
  }

  private CheckResult doorCheck() {
    return door.listens()
        ? CheckResult.ok("listening on port " + door.port())
        : CheckResult.failed("not open yet: the routes are being started", null);
  }

  private ManagementServer startManagement(Health health, MetricsPage page, ManagementToken token) {
    HubConfig.Management where = config.management();
    ManagementServer server =
        new ManagementServer(
            door.vertx(),
            new ManagementSettings(
                where.host(), options.managementPort().orElse(where.port()), Set.of()),
            health,
            page);
    new ManageApi(dispatcher, ledger, token).mount(server);
    server.start();
    return server;
  }

  private static String version() {
    String version = Hub.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static List<Connector> live(HubConfig config) {
    for (Connector connector : config.connectors().values()) {
      connector.off().ifPresent(why -> LOG.warn("connector {} is off: {}", connector.name(), why));
    }
    return config.connectors().values().stream().filter(each -> each.off().isEmpty()).toList();
  }

  private Door makeDoor(
      List<Connector> connectors, DoorConnections connections, DoorObserver observer) {
    List<Connector.Inbound> inbound =
        connectors.stream()
            .filter(Connector.Inbound.class::isInstance)
            .map(Connector.Inbound.class::cast)
            .toList();
    Door made =
        new Door(
            Translate.door(config, options.port().orElse(config.server().port())),
            inbound.stream().map(Translate::connector).toList(),
            observer);
    for (Connector.Inbound connector : inbound) {
      if (connector instanceof Connector.Webhook) {
        keep(made.register(connector.name(), connections.webhooks(connector.name())));
      } else {
        keep(made.registerEvents(connector.name(), connections.events(connector.name())));
      }
    }
    return made;
  }

  private static void makeFolder(Path data) {
    if (Files.exists(data) && !Files.isDirectory(data)) {
      throw new HubException(
          "%s is a file; --data or SERAI_DATA takes a folder".formatted(data), null);
    }
    try {
      if (!Files.isDirectory(data)) {
        Files.createDirectories(data);
        // What senders sent lies here; nobody else on the machine needs to read it.
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
      }
    } catch (IOException e) {
      throw new HubException(
          "the data folder %s cannot be made: %s; name another with --data or SERAI_DATA"
              .formatted(data, e),
          e);
    }
  }

  private <T extends AutoCloseable> T keep(T opened) {
    open.push(opened);
    return opened;
  }

  /** The port that the door listens on. */
  public int port() {
    return door.port();
  }

  /** The port of health, metrics and administration. */
  public int managementPort() {
    return management.port();
  }

  public Ledger ledger() {
    return ledger;
  }

  public Dispatcher dispatcher() {
    return dispatcher;
  }

  public CamelContext camel() {
    return camel.context();
  }

  /**
   * Closes the doors, lets work in flight end, then closes the rest; at most about a minute.
   * Idempotent.
   */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", next.getClass().getSimpleName(), e);
      }
    }
  }
}
