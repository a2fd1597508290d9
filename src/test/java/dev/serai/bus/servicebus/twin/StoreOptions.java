package dev.serai.bus.servicebus.twin;

/**
 * How a queue or subscription is to behave.
 *
 * @param lockMillis how long a message or session stays locked
 * @param sessions whether it is read by session
 * @param maxDeliveries after so many it is a dead letter
 * @param timeToLive milliseconds, 0 for ever
 */
public record StoreOptions(long lockMillis, boolean sessions, int maxDeliveries, long timeToLive) {

  public static final StoreOptions DEFAULT = new StoreOptions(60_000, false, 10, 0);

  public StoreOptions lock(long millis) {
    return new StoreOptions(millis, sessions, maxDeliveries, timeToLive);
  }

  public StoreOptions withSessions() {
    return new StoreOptions(lockMillis, true, maxDeliveries, timeToLive);
  }

  public StoreOptions maxDeliveries(int count) {
    return new StoreOptions(lockMillis, sessions, count, timeToLive);
  }
}
