package dev.serai.delivery;

import dev.serai.bus.DeliveryListener;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a listener of trouble as long as one of several causes of it lasts. Safe for all threads.
 */
final class Troubles {

  private final DeliveryListener listener;
  private final Map<Object, Throwable> open = new LinkedHashMap<>();

  Troubles(DeliveryListener listener) {
    this.listener = listener;
  }

  /** The lock is held while the listener is told, so that it hears of the newest state last. */
  synchronized void begin(Object of, Throwable cause) {
    open.put(of, cause);
    listener.onTrouble(cause);
  }

  synchronized void end(Object of) {
    if (open.remove(of) == null) {
      return;
    }
    if (open.isEmpty()) {
      listener.onRecovered();
    } else {
      listener.onTrouble(open.values().iterator().next());
    }
  }
}
