package dev.serai.conformance;

import static org.awaitility.Awaitility.await;

import dev.serai.bus.Binding;
import dev.serai.bus.BindingContext;
import dev.serai.delivery.DeliveryObserver;
import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.ledger.EventQuery;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link Binding} promises, by number: the same for every broker. A binding's test extends
 * this class and says how a binding is opened on the real broker; what that broker cannot do, it
 * says by overriding one of the deviations.
 *
 * <p>Promises that the hub keeps on top of the broker are tested through the dispatcher. Time is
 * virtual for the hub, and real for the broker.
 */
public abstract class BindingContract {

  /** Time of every hub of a test. */
  protected final VirtualScheduler time = new VirtualScheduler();

  /** A channel that no other test uses. */
  protected final String channel = "tck." + UUID.randomUUID();

  @TempDir Path dir;
  private final List<TestHub> hubs = new ArrayList<>();

  /** Opens a binding on the broker under test, as a hub does when it starts. */
  protected abstract Binding openBinding(BindingContext hub);

  /** Makes the broker refuse to store events, from now on. */
  protected abstract void breakBroker();

  /** Lets the broker store events again. */
  protected abstract void mendBroker();

  /** Deviation: false when only one hub can run on this broker at a time. */
  protected boolean severalHubs() {
    return true;
  }

  /** Deviation: false when a new group gets nothing that was published before it existed. */
  protected boolean keepsForNewGroups() {
    return true;
  }

  /** Deviation: false when the broker cannot tell how many events are unsettled. */
  protected boolean countsLag() {
    return true;
  }

  /** Deviation: false when the broker cannot tell the age of the oldest unsettled event. */
  protected boolean tellsAge() {
    return true;
  }

  /** Waits until so many events of the channel are in the ledger's event log. */
  void awaitLog(TestHub hub, int count) {
    EventQuery all = new EventQuery(channel, null, null, Set.of(), null, null, null);
    await().until(() -> hub.ledger.events().count(all) >= count);
  }

  /**
   * Publishes events that are that old when this returns; moves time, where the broker has none.
   */
  protected void publishedAgo(TestHub hub, Duration ago, CloudEvent... events) {
    hub.publish(channel, events);
    time.advance(ago);
  }

  @AfterEach
  void closeHubs() {
    for (int i = hubs.size() - 1; i >= 0; i--) {
      hubs.get(i).close();
    }
  }

  /** The file of the ledger that the test's first hub has. */
  protected Path ledgerFile() {
    return dir.resolve("hub-1.db");
  }

  /** Opens the hub. */
  TestHub hub() {
    return hub(1, DeliveryObserver.NONE);
  }

  TestHub hub(DeliveryObserver observer) {
    return hub(1, observer);
  }

  /** Opens another hub, with a ledger of its own, on the same broker. */
  TestHub anotherHub() {
    return hub(2, DeliveryObserver.NONE);
  }

  private TestHub hub(int number, DeliveryObserver observer) {
    TestHub hub =
        new TestHub(dir.resolve("hub-" + number + ".db"), time, observer, this::openBinding);
    hubs.add(hub);
    return hub;
  }

  /** Closes the hub and opens it again. */
  TestHub restart(TestHub hub) {
    hub.close();
    hubs.remove(hub);
    return hub();
  }

  /** Ends the hub without a close and opens it again. */
  TestHub crash(TestHub hub) {
    hub.crash();
    return hub();
  }

  static CloudEvent event(String id) {
    return builder(id).build();
  }

  static CloudEvent event(String id, String key) {
    return builder(id).extension(Extensions.PARTITION_KEY, key).build();
  }

  static HubEventBuilder builder(String id) {
    return HubEvent.builder().id(id).source("/tck").type("dev.serai.tck");
  }

  /** Events {@code 0} to {@code count - 1}. */
  static CloudEvent[] events(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> event(Integer.toString(i)))
        .toArray(CloudEvent[]::new);
  }

  static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  @Nested
  class Promise01 extends OpeningPromise {
    Promise01() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise02 extends PublishPromise {
    Promise02() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise03 extends FanOutPromise {
    Promise03() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise04 extends OrderPromise {
    Promise04() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise05 extends AttemptsPromise {
    Promise05() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise06 extends BackoffPromise {
    Promise06() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise07 extends CrashPromise {
    Promise07() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise08 extends DeadLetterPromise {
    Promise08() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise09 extends FidelityPromise {
    Promise09() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise10 extends PressurePromise {
    Promise10() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise11 extends LagPromise {
    Promise11() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise12 extends ClosePromise {
    Promise12() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise13 extends SizePromise {
    Promise13() {
      super(BindingContract.this);
    }
  }

  @Nested
  class Promise14 extends ReplayPromise {
    Promise14() {
      super(BindingContract.this);
    }
  }
}
