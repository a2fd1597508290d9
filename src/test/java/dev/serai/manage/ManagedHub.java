package dev.serai.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.bus.BindingProvider;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Scheduler;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.EventHandler;
import dev.serai.delivery.GroupRoute;
import dev.serai.delivery.Policy;
import dev.serai.delivery.SystemScheduler;
import dev.serai.event.HubEvent;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.Preview;
import dev.serai.manage.view.ViewJson;
import dev.serai.observe.BrokerReadings;
import dev.serai.observe.GroupReadings;
import dev.serai.observe.Health;
import dev.serai.observe.HubInfo;
import dev.serai.observe.HubMetrics;
import dev.serai.observe.LedgerReadings;
import dev.serai.observe.ManagementServer;
import dev.serai.observe.ManagementSettings;
import dev.serai.observe.MetricsPage;
import dev.serai.observe.Web;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/** A ledger, the embedded bus, delivery and the management port, without door and routes. */
final class ManagedHub implements AutoCloseable {

  final Ledger ledger;
  final Dispatcher dispatcher;
  final ManagementToken token = ManagementToken.random();
  private final SystemScheduler scheduler = new SystemScheduler();
  private final Binding binding;
  private final ManagementServer server;

  ManagedHub(Path folder, Vertx vertx) {
    Path file = folder.resolve("serai.db");
    ledger = Ledger.open(file, LedgerOptions.defaults());
    binding = embedded();
    HubMetrics metrics = new HubMetrics();
    dispatcher = Dispatcher.open(binding, ledger, scheduler, metrics, Set.of("metrics.raw"));
    GroupReadings groups = new GroupReadings(dispatcher::groups);
    MetricsPage page =
        new MetricsPage(
            metrics,
            new HubInfo("0.1.0", "embedded"),
            groups,
            new LedgerReadings(ledger),
            new BrokerReadings(List::of, Map::of, List::of));
    server = new ManagementServer(vertx, ManagementSettings.local(0), new Health(List.of()), page);
    new ManageApi(dispatcher, ledger, token).mount(server);
    server.start();
  }

  private Binding embedded() {
    return ServiceLoader.load(BindingProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("embedded"))
        .findFirst()
        .orElseThrow()
        .open(
            Map.of(),
            new BindingContext() {
              @Override
              public Scheduler scheduler() {
                return scheduler;
              }

              @Override
              public <T> T service(Class<T> type) {
                return type.cast(ledger);
              }
            });
  }

  /** Serves group {@code healer} of channel {@code ci.events}. */
  void serve(int attempts, EventHandler handler) {
    Policy policy =
        new Policy(
            "test",
            attempts,
            new Policy.Backoff(Duration.ofHours(1), 1, Duration.ofHours(1), 0),
            null);
    GroupSpec group = GroupSpec.of("ci.events", "healer");
    dispatcher.subscribe(new GroupRoute(group, "heal", 1, policy, event -> true), handler);
  }

  void publish(String id, String type, String json) {
    HubEvent event =
        HubEvent.builder()
            .id(id)
            .source("/ci")
            .type(type)
            .subject("build/" + id)
            .dataContentType("application/json")
            .data(json.getBytes(UTF_8))
            .build();
    dispatcher.publish(Publication.of("ci.events", event)).toCompletableFuture().join();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return Web.get(port(), "/manage" + path, "Authorization", "Bearer " + token.secret());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return Web.send(
        "POST", port(), "/manage" + path, body, "Authorization", "Bearer " + token.secret());
  }

  <T> Page<T> page(String path, Class<T> item) throws IOException, InterruptedException {
    return ViewJson.readPage(body(get(path)), item);
  }

  static <T> T read(HttpResponse<String> answer, Class<T> type) throws IOException {
    return ViewJson.readAnswer(body(answer), type);
  }

  static <T> Preview<T> preview(HttpResponse<String> answer, Class<T> item) throws IOException {
    return ViewJson.readPreview(body(answer), item);
  }

  private static byte[] body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return answer.body().getBytes(UTF_8);
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    dispatcher.close();
    binding.close();
    ledger.close();
    scheduler.close();
  }
}
