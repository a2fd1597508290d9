package dev.serai.bench.bus;

import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Events with 1 KB of data; the n-th is always the same. */
public final class Workload {

  public static final int DATA_BYTES = 1024;

  /** The subject of every tenth event. */
  public static final String UNLUCKY = "unlucky";

  private static final String[] KEYS = new String[1_000];
  private static final byte[] DATA = new byte[DATA_BYTES];
  private static final OffsetDateTime TIME =
      OffsetDateTime.of(2026, 11, 21, 9, 0, 0, 0, ZoneOffset.UTC);

  static {
    Arrays.setAll(KEYS, i -> "caravan/load-" + i);
    Arrays.fill(DATA, (byte) '1');
  }

  private Workload() {}

  public static CloudEvent event(int n) {
    return HubEvent.builder()
        .id("event-" + n)
        .source("/bench")
        .type("dev.serai.bench.measured")
        .subject(n % 10 == 0 ? UNLUCKY : "lucky")
        .time(TIME)
        .dataContentType("application/octet-stream")
        .extension("partitionkey", KEYS[n % KEYS.length])
        .data(DATA)
        .build();
  }
}
