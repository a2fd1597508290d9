package dev.serai.hub;

import dev.serai.bus.Binding;
import dev.serai.config.Connector;
import dev.serai.config.HubConfig;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.source.Door;
import dev.serai.source.DoorObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
  private Binding binding;
  private Dispatcher dispatcher;
  private CamelRuntime camel;
  private UserRoutes routes;
  private Door door;

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
    Hub hub = new Hub(HubConfig.load(options.config(), options.env()), options);
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
    ledger = keep(Ledger.open(config.ledger().file(options.data()), LedgerOptions.defaults()));
    binding =
        keep(
            Bindings.open(
                config.broker(), config.brokerSettings(), scheduler, Map.of(Ledger.class, ledger)));
    dispatcher = keep(Dispatcher.open(binding, ledger, scheduler, DeliveryObserver.NONE));
    DoorConnections connections = new DoorConnections(scheduler);
    LiveServices services =
        keep(new LiveServices(config, ledger, dispatcher, connections, scheduler::now));
    List<Connector> connectors = live(config);
    camel = keep(CamelRuntime.start(services, options, Map.of()));
    routes =
        keep(new UserRoutes(options.routes(), camel.context(), connectors, (file, problems) -> {}));
    routes.start();
    door = keep(openDoor(connectors, connections));
    LOG.info("the hub is ready: {} connectors, door on port {}", connectors.size(), door.port());
  }

  private static List<Connector> live(HubConfig config) {
    for (Connector connector : config.connectors().values()) {
      connector.off().ifPresent(why -> LOG.warn("connector {} is off: {}", connector.name(), why));
    }
    return config.connectors().values().stream().filter(each -> each.off().isEmpty()).toList();
  }

  private Door openDoor(List<Connector> connectors, DoorConnections connections) {
    Door opened =
        new Door(
            Translate.door(config.server(), options.port().orElse(config.server().port())),
            connectors.stream().map(Translate::connector).toList(),
            DoorObserver.NONE);
    try {
      for (Connector connector : connectors) {
        if (connector instanceof Connector.Webhook) {
          opened.register(connector.name(), connections.webhooks(connector.name()));
        } else {
          opened.registerEvents(connector.name(), connections.events(connector.name()));
        }
      }
      opened.start();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static void makeFolder(Path data) {
    try {
      Files.createDirectories(data);
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
