package dev.serai.conformance;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** The real binding, with publishes that fail when a test asks for it, and with a count. */
public final class FaultyBinding extends PassingBinding {

  private final AtomicInteger pushed = new AtomicInteger();
  private final AtomicInteger members = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Predicate<Publication> refuses = publication -> false;

  public FaultyBinding(Binding real) {
    super(real);
  }

  /** From now on such publishes fail and store nothing. */
  public void refuse(Predicate<Publication> which) {
    refuses = which;
  }

  /** How many publishes were refused. */
  public int refused() {
    return refused.get();
  }

  /** How many members have joined some group, but for the one that writes the log. */
  public int members() {
    return members.get();
  }

  /** How many deliveries members have been given, but for the one that writes the log. */
  public int pushed() {
    return pushed.get();
  }

  @Override
  public CompletionStage<Receipt> publish(Publication publication) {
    if (refuses.test(publication)) {
      refused.incrementAndGet();
      return CompletableFuture.failedFuture(new BusException("the broker is away", null));
    }
    return super.publish(publication);
  }

  @Override
  public Subscription subscribe(GroupSpec group, DeliveryListener listener) {
    if (!group.name().equals("serai-log")) {
      members.incrementAndGet();
    }
    return super.subscribe(
        group,
        new DeliveryListener() {
          @Override
          public void onDeliveries(List<Delivery> deliveries) {
            if (!group.name().equals("serai-log")) {
              pushed.addAndGet(deliveries.size());
            }
            listener.onDeliveries(deliveries);
          }

          @Override
          public void onTrouble(Throwable cause) {
            listener.onTrouble(cause);
          }

          @Override
          public void onRecovered() {
            listener.onRecovered();
          }
        });
  }
}
