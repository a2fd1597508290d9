package dev.serai.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.serai.conformance.SampleEvents;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/** Valid events without end, the same for the same seed. */
final class RandomEvents {

  private static final String[] TYPES = {
    "application/json",
    "application/vnd.x+json; a=\"b;c\\\"\"",
    "text/plain",
    "text/html; charset=utf-8",
    "text/plain; charset=iso-8859-1",
    "application/xml",
    "application/octet-stream",
    "image/png",
    null
  };

  private final Random random;

  RandomEvents(Random random) {
    this.random = random;
  }

  HubEvent next() {
    HubEventBuilder event =
        HubEvent.builder()
            .id(text(1))
            .source("https://example.org/" + random.nextInt() + "?a=%20#" + random.nextInt(9))
            .type(text(1));
    if (random.nextBoolean()) {
      event.subject(text(1));
    }
    if (random.nextBoolean()) {
      event.time(time());
    }
    if (random.nextInt(4) == 0) {
      event.dataSchema("urn:schema:" + random.nextInt(100));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      event.extension("ext" + random.nextInt(10), extension());
    }
    event.dataContentType(TYPES[random.nextInt(TYPES.length)]);
    return event.data(data()).build();
  }

  private Object extension() {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean();
      default -> text(0);
    };
  }

  private OffsetDateTime time() {
    long second = random.nextLong(-60_000_000_000L, 250_000_000_000L);
    int nano = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
    return Instant.ofEpochSecond(second, nano).atOffset(offset);
  }

  private byte[] data() {
    return switch (random.nextInt(5)) {
      case 0 -> null;
      case 1 -> json(0).getBytes(UTF_8);
      case 2 -> text(0).getBytes(UTF_8);
      case 3 -> ("\"\\\n\t\0" + text(0)).getBytes(UTF_8);
      default -> {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        yield bytes;
      }
    };
  }

  private String json(int depth) {
    return switch (random.nextInt(depth > 4 ? 4 : 6)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() + "";
      case 2 -> random.nextInt() + "." + random.nextInt(1000) + "e-" + random.nextInt(400);
      case 3 -> new String(ExtensionsJson.write(SampleEvents.unicode()).getBytes(UTF_8), UTF_8);
      case 4 -> "[ " + json(depth + 1) + " , " + json(depth + 1) + "]";
      default -> "{\"a\": " + json(depth + 1) + ",\"\\u00e9\\n\":" + json(depth + 1) + " }";
    };
  }

  /** Text of the characters that CloudEvents allows. */
  private String text(int shortest) {
    StringBuilder text = new StringBuilder();
    for (int length = shortest + random.nextInt(20); length > 0; length--) {
      int c =
          switch (random.nextInt(4)) {
            case 0 -> 0xA0 + random.nextInt(0x2000);
            case 1 -> 0x1F000 + random.nextInt(0xA00);
            default -> ' ' + random.nextInt(95);
          };
      text.appendCodePoint(c);
    }
    return text.toString();
  }
}
