package dev.serai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.BindingContext;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Scheduler;
import dev.serai.bus.embedded.EmbeddedBindingProvider;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.delivery.Dispatcher;
import dev.serai.delivery.Policy;
import dev.serai.delivery.SystemScheduler;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.Ledger;
import dev.serai.ledger.LedgerOptions;
import dev.serai.ledger.StoredEvent;
import dev.serai.normalize.Normalizer;
import dev.serai.sanitize.Sanitizer;
import dev.serai.source.CloudEventsHandler;
import dev.serai.source.WebhookHandler;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class BusRouteTest {

  @TempDir Path folder;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ConcurrentLinkedQueue<Exchange> seen = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private SystemScheduler scheduler;
  private Ledger ledger;
  private Dispatcher dispatcher;

  @BeforeEach
  void start() {
    scheduler = new SystemScheduler();
    ledger = Ledger.open(folder.resolve("serai.db"), LedgerOptions.defaults());
    dispatcher =
        Dispatcher.open(
            new EmbeddedBindingProvider().open(Map.of(), new Lent()),
            ledger,
            scheduler,
            DeliveryObserver.NONE);
    context.getRegistry().bind(HubServices.NAME, new Services());
    context.setSourceLocationEnabled(true);
    context.getCamelContextExtension().addInterceptStrategy(new StepMarks());
    context.getRegistry().bind("seen", (Processor) exchange -> seen.add(exchange.copy()));
    context.start();
  }

  @AfterEach
  void stop() throws Exception {
    context.close();
    dispatcher.close();
    ledger.close();
    scheduler.close();
    executor.shutdown();
  }

  @Test
  void an_event_reaches_the_route_with_its_attributes_as_headers() throws Exception {
    route("a", "bus:orders?group=g", "- process: {ref: seen}");

    publish(event("1", "order.created").withSubject("shop").build());

    await().until(() -> seen.size() == 1);
    var message = seen.peek().getMessage();
    assertThat(message.getBody(String.class)).isEqualTo("{\"n\":1}");
    assertThat(message.getHeader("CamelCloudEventID")).isEqualTo("1");
    assertThat(message.getHeader("CamelCloudEventType")).isEqualTo("order.created");
    assertThat(message.getHeader("CamelCloudEventSource")).isEqualTo("/test");
    assertThat(message.getHeader("CamelCloudEventSubject")).isEqualTo("shop");
    assertThat(message.getHeader("CamelBusAttempt")).isEqualTo(1);
    assertThat(message.getHeader("CamelBusKey")).isEqualTo("k");
  }

  @Test
  void log_lines_of_a_route_tell_which_event_they_are_about() throws Exception {
    ConcurrentLinkedQueue<Map<String, String>> told = new ConcurrentLinkedQueue<>();
    Processor logs = exchange -> told.add(MDC.getCopyOfContextMap());
    context.getRegistry().bind("logs", logs);
    route("a", "bus:orders?group=g", "- process: {ref: logs}");

    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    publish(event("1", "order.created").withExtension("traceparent", trace).build());

    await().until(() -> told.size() == 1);
    assertThat(told.peek())
        .containsOnly(
            Map.entry("channel", "orders"),
            Map.entry("group", "g"),
            Map.entry("route", "a"),
            Map.entry("event.id", "1"),
            Map.entry("trace.id", "0af7651916cd43dd8448eb211c80319c"));
  }

  @Test
  void every_group_gets_the_event_and_types_choose() throws Exception {
    route("a", "bus:orders?group=a&types=order.*", "- process: {ref: seen}");
    route("b", "bus:orders?group=b&types=other", "- process: {ref: seen}");
    route("c", "bus:orders?group=c", "- process: {ref: seen}");

    publish(event("1", "order.created").build());

    await().until(() -> seen.size() == 2);
    await().until(() -> dispatcher.groups().stream().allMatch(each -> lag(each) == 0));
    assertThat(seen).hasSize(2);
  }

  @Test
  void a_failing_route_is_called_as_often_as_its_policy_says_and_then_the_event_is_a_dead_letter()
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    context
        .getRegistry()
        .bind(
            "failing",
            (Processor)
                exchange -> {
                  calls.incrementAndGet();
                  throw new IllegalStateException("no luck");
                });
    route(
        "a", "bus:orders?group=g&policy=quick", "- process:", "    id: lucky", "    ref: failing");

    publish(event("1", "order.created").build());

    await().until(() -> !deadLetters().isEmpty());
    DeadLetter letter = deadLetters().get(0);
    assertThat(calls).hasValue(3);
    assertThat(letter.history()).hasSize(3);
    assertThat(letter.route()).isEqualTo("a");
    assertThat(letter.history().get(2).cause()).isEqualTo("java.lang.IllegalStateException");
    assertThat(letter.history().get(2).message()).isEqualTo("no luck");
    assertThat(letter.history().get(2).step())
        .startsWith("lucky ref:failing at test")
        .endsWith(".camel.yaml:6");
  }

  @Test
  void data_that_cannot_be_read_is_poison() throws Exception {
    route("a", "bus:orders?group=g&policy=quick", "- unmarshal: {json: {}}");

    publish(
        event("1", "order.created")
            .withData("application/json", "no json".getBytes(StandardCharsets.UTF_8))
            .build());

    await().until(() -> !deadLetters().isEmpty());
    assertThat(deadLetters().get(0).reason()).isEqualTo("poison");
    assertThat(deadLetters().get(0).history()).hasSize(1);
  }

  @Test
  void a_handled_exception_settles_the_event() throws Exception {
    load(
        """
        - onException:
            exception: [java.lang.IllegalStateException]
            handled: {constant: "true"}
            steps: [{process: {ref: seen}}]
        - route:
            id: a
            from:
              uri: bus:orders?group=g
              steps:
                - throwException: {exceptionType: java.lang.IllegalStateException, message: known}
        """);

    publish(event("1", "order.created").build());

    await().until(() -> seen.size() == 1 && lag(dispatcher.groups().get(0)) == 0);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void an_untouched_event_goes_on_as_it_is() throws Exception {
    route("a", "bus:orders?group=g", "- to: bus:copies");

    CloudEvent event = event("1", "order.created").withExtension("mine", 7).build();
    publish(event);

    await().until(() -> stored("copies").size() == 1);
    assertThat(stored("copies").get(0).event().getId()).isEqualTo("1");
    assertThat(stored("copies").get(0).event().getExtension("mine")).isEqualTo(7);
  }

  @Test
  void a_changed_message_becomes_a_new_event_that_leads_back() throws Exception {
    route(
        "a",
        "bus:orders?group=g",
        "- setBody: {constant: '{\"m\":2}'}",
        "- to: {uri: 'bus:bills', parameters: {type: bill.written}}");

    publish(event("1", "order.created").build());

    await().until(() -> stored("bills").size() == 1);
    CloudEvent bill = stored("bills").get(0).event();
    assertThat(bill.getType()).isEqualTo("bill.written");
    assertThat(bill.getSource()).hasToString("/routes/a");
    assertThat(bill.getId()).isNotEqualTo("1");
    assertThat(bill.getExtension("causationid")).isEqualTo("1");
    assertThat(bill.getExtension("correlationid")).isEqualTo("1");
    assertThat(bill.getExtension("partitionkey")).isEqualTo("k");
    assertThat(bill.getDataContentType()).isEqualTo("application/json");
    assertThat(new String(bill.getData().toBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"m\":2}");
  }

  @Test
  void a_repeated_attempt_makes_no_second_event_and_each_part_of_a_split_its_own()
      throws Exception {
    AtomicInteger calls = new AtomicInteger();
    context
        .getRegistry()
        .bind(
            "once",
            (Processor)
                exchange -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("first");
                  }
                });
    route(
        "a",
        "bus:orders?group=g&policy=quick",
        "- setBody: {constant: 'x,y'}",
        "- split: {tokenize: {token: ','}, steps: [{to: 'bus:parts?type=part'}]}",
        "- process: {ref: once}");

    publish(event("1", "order.created").build());

    await().until(() -> calls.get() == 2);
    assertThat(stored("parts").stream().map(each -> each.event().getId()).distinct()).hasSize(2);
    assertThat(stored("parts")).hasSize(2);
  }

  @Test
  void what_is_made_of_a_replayed_or_redriven_event_is_new() throws Exception {
    route("a", "bus:orders?group=g", "- to: 'bus:bills?type=bill.written&source=/bills'");

    publish(event("1", "order.created").build());
    publish(event("1", "order.created").withExtension("replayof", "7").build());
    publish(event("1", "order.created").withExtension("redriveof", "7").build());

    await().until(() -> stored("bills").size() == 3);
    assertThat(stored("bills").stream().map(each -> each.event().getId()).distinct()).hasSize(3);
  }

  @Test
  void a_message_without_a_type_is_told_how_to_name_one() throws Exception {
    load("- route: {id: a, from: {uri: 'direct:a', steps: [{to: 'bus:orders'}]}}");

    assertThatThrownBy(() -> context.createProducerTemplate().sendBody("direct:a", "x"))
        .cause()
        .hasMessageContaining("write bus:orders?type=<type>");
  }

  @Test
  void a_batch_arrives_as_a_list_and_a_poisonous_event_does_not_take_the_others_along()
      throws Exception {
    context
        .getRegistry()
        .bind(
            "picky",
            (Processor)
                exchange -> {
                  List<?> events = exchange.getMessage().getBody(List.class);
                  if (events.stream().anyMatch(each -> ((CloudEvent) each).getId().equals("2"))) {
                    throw new IllegalStateException("not this one");
                  }
                  seen.add(exchange.copy());
                });
    route(
        "a",
        "bus:orders?group=g&policy=quick&batchSize=3&batchTimeout=5s",
        "- process: {ref: picky}");

    for (String id : List.of("1", "2", "3")) {
      publish(event(id, "order.created").build());
    }

    await().until(() -> !deadLetters().isEmpty() && seen.size() == 2);
    assertThat(deadLetters()).hasSize(1);
    assertThat(deadLetters().get(0).event().getId()).isEqualTo("2");
  }

  @Test
  void editing_a_batch_route_under_load_fails_no_event() throws Exception {
    AtomicInteger events = new AtomicInteger();
    Processor count =
        exchange -> events.addAndGet(exchange.getMessage().getBody(List.class).size());
    context.getRegistry().bind("count", count);
    route(
        "a",
        "bus:orders?group=g&policy=once&batchSize=3&batchTimeout=1ms",
        "- process: {ref: count}");
    int published = 0;

    for (int i = 0; i < 20; i++) {
      for (int n = 0; n < 40; n++) {
        publish(event("" + published++, "order.created").build());
      }
      context.getRouteController().stopRoute("a");
      context.getRouteController().startRoute("a");
    }

    int all = published;
    await().until(() -> events.get() >= all && lag(dispatcher.groups().get(0)) == 0);
    assertThat(deadLetters()).isEmpty();
    assertThat(events).hasValue(all);
  }

  @Test
  void stopping_a_batch_route_does_not_wait_for_a_batch_to_fill() throws Exception {
    route(
        "a",
        "bus:orders?group=g&policy=once&batchSize=50&batchTimeout=1h",
        "- process: {ref: seen}");
    publish(event("1", "order.created").build());
    publish(event("2", "order.created").build());
    await().until(() -> dispatcher.groups().get(0).inFlight() == 2);

    context.getRouteController().stopRoute("a");

    assertThat(seen).hasSize(1);
    assertThat((List<?>) seen.peek().getMessage().getBody()).hasSize(2);
    assertThat(ledger.groups().unsettled("orders", "g")).isZero();
  }

  @Test
  void mistakes_in_an_endpoint_are_told_with_the_way_out() {
    assertThatThrownBy(() -> route("a", "bus:orders", "- log: x"))
        .rootCause()
        .hasMessageContaining("needs a group: write bus:orders?group=<name>");
    assertThatThrownBy(() -> route("b", "bus:orders?group=g&policy=nope", "- log: x"))
        .hasMessageContaining(
            "policy 'nope', which is not configured; known: [default, once, quick]");
    assertThatThrownBy(() -> route("c", "bus:orders?grup=g", "- log: x"))
        .rootCause()
        .hasMessageContaining("grup");
    assertThatThrownBy(() -> route("d", "bus:or ders?group=g", "- log: x"))
        .rootCause()
        .hasMessageContaining("is no channel or group name");
  }

  @Test
  void stopping_a_route_lets_the_event_in_it_end_and_settle() throws Exception {
    var inside = new java.util.concurrent.CountDownLatch(1);
    var goOn = new java.util.concurrent.CountDownLatch(1);
    context
        .getRegistry()
        .bind(
            "slow",
            (Processor)
                exchange -> {
                  inside.countDown();
                  goOn.await();
                  seen.add(exchange.copy());
                });
    route("a", "bus:orders?group=g", "- process: {ref: slow}");
    publish(event("1", "order.created").build());
    inside.await();

    var stopping =
        executor.submit(
            () -> {
              context.getRouteController().stopRoute("a");
              return null;
            });
    goOn.countDown();
    stopping.get();

    assertThat(seen).hasSize(1);
    assertThat(ledger.groups().unsettled("orders", "g")).isZero();
  }

  private static long lag(dev.serai.delivery.GroupState state) {
    return state.lag().events().orElse(-1);
  }

  private List<DeadLetter> deadLetters() {
    return ledger.deadLetters().find(DeadLetterQuery.all(), 0, 10);
  }

  private List<StoredEvent> stored(String channel) {
    return ledger
        .events()
        .find(new EventQuery(channel, null, null, Set.of(), null, null, null), 0, 100);
  }

  private void publish(CloudEvent event) {
    dispatcher.publish(Publication.of("orders", event)).toCompletableFuture().join();
  }

  private static CloudEventBuilder event(String id, String type) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/test"))
        .withType(type)
        .withExtension("partitionkey", "k")
        .withData("application/json", "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
  }

  private void route(String id, String from, String... steps) throws Exception {
    String indented =
        java.util.Arrays.stream(steps)
            .map(step -> "        " + step + "\n")
            .collect(java.util.stream.Collectors.joining());
    load(
        """
        - route:
            id: %s
            from:
              uri: "%s"
              steps:
        """
                .formatted(id, from)
            + indented);
  }

  private void load(String yaml) throws Exception {
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString("test-" + yaml.hashCode() + ".camel.yaml", yaml));
  }

  private final class Lent implements BindingContext {
    @Override
    public Scheduler scheduler() {
      return scheduler;
    }

    @Override
    public <T> T service(Class<T> type) {
      return type.cast(ledger);
    }
  }

  private final class Services implements HubServices {

    private final Map<String, Policy> policies =
        new java.util.TreeMap<>(
            Map.of(
                "default",
                Policy.ofDefaults(),
                "once",
                new Policy(
                    "once",
                    1,
                    new Policy.Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0),
                    null),
                "quick",
                new Policy(
                    "quick",
                    3,
                    new Policy.Backoff(Duration.ofMillis(1), 1, Duration.ofMillis(1), 0),
                    null)));

    @Override
    public Dispatcher dispatcher() {
      return dispatcher;
    }

    @Override
    public Optional<Policy> policy(String name) {
      return Optional.ofNullable(policies.get(name));
    }

    @Override
    public Set<String> policyNames() {
      return policies.keySet();
    }

    @Override
    public FailureRules failureRules(String policy) {
      return FailureRules.DEFAULTS;
    }

    @Override
    public boolean ordered(String channel) {
      return false;
    }

    @Override
    public void admit(GroupSpec group) {
      if (group.name().equals("refused")) {
        throw new IllegalArgumentException("the broker cannot serve it");
      }
    }

    @Override
    public AutoCloseable connect(
        String scheme, String connector, WebhookHandler webhooks, CloudEventsHandler events) {
      throw new UnsupportedOperationException("no doors here");
    }

    @Override
    public Sanitizer sanitizer(String scheme, String connector) {
      throw new UnsupportedOperationException("no doors here");
    }

    @Override
    public Normalizer normalizer(String name, String vocabulary) {
      throw new UnsupportedOperationException("no normalizers here");
    }

    @Override
    public OutgoingSubscription subscription(String name) {
      throw new UnsupportedOperationException("no subscriptions here");
    }

    @Override
    public CompletionStage<Void> recordIgnored(
        String connector, String deliveryId, String event, String reason) {
      throw new UnsupportedOperationException("no doors here");
    }

    @Override
    public Executor executor() {
      return executor;
    }
  }
}
