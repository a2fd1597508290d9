package dev.serai.bus;

import java.util.List;

/** Takes deliveries from a binding's fetching thread: hands them on at once and never blocks. */
public interface DeliveryListener {

  /** Deliveries in channel order; never more than requested, never empty. */
  void onDeliveries(List<Delivery> deliveries);

  /** Fetching failed and is retried by the binding; tells health and logs. */
  default void onTrouble(Throwable cause) {}

  /** Fetching works again after trouble. */
  default void onRecovered() {}
}
