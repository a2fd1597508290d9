package dev.serai.bus.servicebus;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * Messages of a link, gathered as they come: a member takes all that are there at once. More than
 * {@link #MOST} outstanding would break the link, whose buffer the SDK does not bound by itself.
 */
final class Flow extends BaseSubscriber<ServiceBusReceivedMessage> {

  /** The SDK breaks a link with more than 256 messages that it could not hand on. */
  static final int MOST = 200;

  private final Queue<ServiceBusReceivedMessage> arrived = new ConcurrentLinkedQueue<>();
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicBoolean told = new AtomicBoolean();
  private final Runnable some;
  private final Consumer<Throwable> ended;

  /** Some is called when messages have arrived; ended with null when there will be no more. */
  Flow(Runnable some, Consumer<Throwable> ended) {
    this.some = some;
    this.ended = ended;
  }

  /** Asks for more, such that not more than so many are under way. */
  void want(int most) {
    int more = Math.min(most, MOST) - outstanding.get();
    if (more > 0) {
      outstanding.addAndGet(more);
      request(more);
    }
  }

  int outstanding() {
    return outstanding.get();
  }

  List<ServiceBusReceivedMessage> take() {
    told.set(false);
    List<ServiceBusReceivedMessage> taken = new ArrayList<>();
    for (ServiceBusReceivedMessage next = arrived.poll(); next != null; next = arrived.poll()) {
      taken.add(next);
    }
    outstanding.addAndGet(-taken.size());
    return taken;
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    // Nothing is asked for before there is demand.
  }

  @Override
  protected void hookOnNext(ServiceBusReceivedMessage message) {
    arrived.add(message);
    if (told.compareAndSet(false, true)) {
      some.run();
    }
  }

  @Override
  protected void hookOnError(Throwable failure) {
    ended.accept(failure);
  }

  @Override
  protected void hookOnComplete() {
    ended.accept(null);
  }
}
