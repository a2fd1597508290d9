package dev.serai.event;

import static dev.serai.event.EventAssertions.assertSameInBinaryMode;
import static dev.serai.event.EventAssertions.assertSameInJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.serai.conformance.SampleEvents;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the seed: these laws hold for all events and all bytes. */
class JsonRoundTripTest {

  private static final long SEED = Long.getLong("serai.seed", 20260131L);

  @Test
  void any_event_is_read_as_it_was_written_as_json_and_over_http() {
    RandomEvents events = new RandomEvents(new Random(SEED));
    for (int i = 0; i < 5_000; i++) {
      HubEvent event = events.next();

      assertSameInJson(JsonEvents.read(JsonEvents.write(event)), event);
      assertSameInBinaryMode(overHttp(HttpEvents.writeBinary(event)), event);
      assertSameInJson(overHttp(HttpEvents.writeStructured(event)), event);
    }
  }

  @Test
  void what_was_read_is_written_as_the_same_bytes_again() {
    RandomEvents events = new RandomEvents(new Random(SEED + 1));
    for (int i = 0; i < 2_000; i++) {
      byte[] json = JsonEvents.write(events.next());

      assertThat(JsonEvents.write(JsonEvents.read(json))).isEqualTo(json);
    }
  }

  @Test
  void changed_bytes_are_read_or_refused_and_nothing_else_happens() {
    Random random = new Random(SEED + 2);
    List<byte[]> documents =
        SampleEvents.all().stream()
            .map(JsonEvents::write)
            .filter(json -> json.length < 5_000)
            .toList();
    for (int i = 0; i < 60_000; i++) {
      byte[] json = mutated(documents.get(random.nextInt(documents.size())), random);

      readOrRefuse(json);
    }
  }

  @Test
  void changed_headers_are_read_or_refused_and_nothing_else_happens() {
    Random random = new Random(SEED + 3);
    List<HubEvent> samples = SampleEvents.all();
    for (int i = 0; i < 20_000; i++) {
      HubEvent event = samples.get(random.nextInt(samples.size()));
      List<Map.Entry<String, String>> headers = new ArrayList<>();
      HttpEvents.writeBinary(event)
          .headers()
          .forEach((name, value) -> headers.add(Map.entry(name, mutated(value, random))));

      try {
        JsonEvents.validate(HttpEvents.read(headers, new byte[0]).get(0));
      } catch (InvalidEventException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  private static void readOrRefuse(byte[] json) {
    CloudEvent read;
    try {
      read = JsonEvents.read(json);
    } catch (InvalidEventException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThatNoException().isThrownBy(() -> JsonEvents.validate(read));
    assertSameInJson(JsonEvents.read(JsonEvents.write(read)), read);
  }

  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original.clone();
    for (int change = random.nextInt(4); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\":,\\u0tfn-+eE. \n".charAt(random.nextInt(20));
        case 2 -> bytes = spliced(bytes, at, random.nextInt(bytes.length - at), random);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  /** Copies a piece of the bytes over another place. */
  private static byte[] spliced(byte[] bytes, int from, int length, Random random) {
    int to = random.nextInt(bytes.length - length);
    System.arraycopy(bytes, from, bytes, to, length);
    return bytes;
  }

  private static String mutated(String value, Random random) {
    StringBuilder text = new StringBuilder(value);
    if (random.nextInt(3) == 0) {
      text.insert(
          random.nextInt(text.length() + 1), "%\"\\ \u00e9%C0%zz,".charAt(random.nextInt(12)));
    }
    return text.toString();
  }

  private static CloudEvent overHttp(HttpEvents.HttpMessage message) {
    return HttpEvents.read(message.headers().entrySet(), message.body()).get(0);
  }
}
