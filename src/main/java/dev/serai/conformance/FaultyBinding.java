package dev.serai.conformance;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Delivery;
import dev.serai.bus.DeliveryListener;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.bus.Subscription;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The real binding, with publishes that fail and acks that are lost when a test asks for it, and
 * with a count.
 */
public final class FaultyBinding extends PassingBinding {

  private final AtomicInteger pushed = new AtomicInteger();
  private final AtomicInteger members = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Predicate<Publication> refuses = publication -> false;
  private volatile boolean losesAcks;

  public FaultyBinding(Binding real) {
    super(real);
  }

  /** From now on such publishes fail and store nothing. */
  public void refuse(Predicate<Publication> which) {
    refuses = which;
  }

  /** From now on the broker hears of no ack, as when the hub dies right after it. */
  public void loseAcks() {
    losesAcks = true;
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
            if (group.name().equals("serai-log")) {
              listener.onDeliveries(deliveries);
            } else {
              pushed.addAndGet(deliveries.size());
              listener.onDeliveries(deliveries.stream().map(FaultyBinding.this::losing).toList());
            }
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

  private Delivery losing(Delivery delivery) {
    return new Delivery() {
      @Override
      public CloudEvent event() {
        return delivery.event();
      }

      @Override
      public String position() {
        return delivery.position();
      }

      @Override
      public boolean begin() {
        return delivery.begin();
      }

      @Override
      public void ack() {
        if (!losesAcks) {
          delivery.ack();
        }
      }
    };
  }
}
