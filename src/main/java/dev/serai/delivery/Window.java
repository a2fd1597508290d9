package dev.serai.delivery;

/**
 * How many deliveries a group may still ask for, by count and by bytes. Guarded by the group's
 * lock.
 */
final class Window {

  /** Above this size of an event only a few are asked for at a time. */
  private static final int LARGE = 64 << 10;

  private static final int LARGE_CREDIT = 16;

  private final int maxHeld;
  private final long maxBytes;
  private final int credit;
  private int requested;
  private int held;

  /** On their way to the ledger; they may be as many again, so that others flow meanwhile. */
  private int parking;

  private long bytes;
  private int recentLargest;

  Window(Limits limits, int concurrency) {
    this.maxHeld = Math.max(limits.window(), 2 * concurrency);
    this.maxBytes = limits.windowBytes();
    this.credit = limits.credit();
  }

  void arrived(int deliveries) {
    requested -= deliveries;
  }

  void hold(Call call) {
    held++;
    bytes += call.bytes;
    recentLargest = Math.max(recentLargest - (recentLargest >> 7), call.bytes);
  }

  void release(Call call) {
    held--;
    bytes -= call.bytes;
  }

  /** It is being written to the ledger. */
  void parks(Call call) {
    held--;
    parking++;
  }

  /** It is in the ledger. */
  void parked(Call call) {
    parking--;
    bytes -= call.bytes;
  }

  /** How many more to ask for now; they count as asked for. Often 0, so that requests are few. */
  int demand() {
    int most = recentLargest > LARGE ? Math.min(credit, LARGE_CREDIT) : credit;
    boolean full = bytes > maxBytes * 3 / 4 && held + parking > 0;
    if (requested > most / 2 || full || parking >= maxHeld) {
      return 0;
    }
    int more = Math.min(most - requested, maxHeld - held - requested);
    if (more < Math.min(most, maxHeld) / 2) {
      return 0;
    }
    requested += more;
    return more;
  }

  int held() {
    return held;
  }
}
