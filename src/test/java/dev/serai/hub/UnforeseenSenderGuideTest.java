package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.ledger.EventQuery;
import dev.serai.ledger.StoredEvent;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's two files, through a real door, signed by code that knows only the page's manual. */
class UnforeseenSenderGuideTest {

  private static final String SECRET = "6b65656c";

  @TempDir Path folder;

  @Test
  void the_page_s_message_becomes_the_page_s_event_and_nobody_can_forge_it() throws IOException {
    String body = blocks("json").get(0);
    Files.createDirectories(folder.resolve("normalizers"));
    Files.writeString(folder.resolve("normalizers/cranes.yaml"), blocks("yaml").get(1));
    Instant now = Instant.now();
    try (TestHub hub =
        TestHub.start(folder, blocks("yaml").get(0), Map.of("CRANES_SECRET", SECRET))) {

      assertThat(post(hub, body, signature(body, now))).isEqualTo(202);
      assertThat(post(hub, body, signature(body, now))).isEqualTo(200);
      assertThat(post(hub, body.replace("41250", "30000"), signature(body, now))).isEqualTo(401);
      assertThat(post(hub, body, signature(body, now.minusSeconds(3600)))).isEqualTo(401);

      List<CloudEvent> events = events(hub);
      assertThat(events).hasSize(1);
      CloudEvent event = events.get(0);
      assertThat(event.getType()).isEqualTo("crane.overloaded");
      assertThat(event.getSubject()).isEqualTo("KL-77");
      assertThat(event.getTime()).isEqualTo("2026-05-12T09:26:32Z");
      assertThat(event.getExtension("partitionkey")).isEqualTo("KL-77");
      assertThat(new JsonMapper().readTree(event.getData().toBytes()))
          .isEqualTo(new JsonMapper().readTree(blocks("json").get(1)));
    }
  }

  private static int post(TestHub hub, String body, String signature) {
    return hub.post(
            "/webhooks/cranes",
            body,
            "Content-Type",
            "application/json",
            "X-Lift-Signature",
            signature)
        .statusCode();
  }

  private static String signature(String body, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(SECRET), "HmacSHA512"));
      String signed = at.getEpochSecond() + ":" + body;
      return "t=%d,s=%s"
          .formatted(
              at.getEpochSecond(),
              Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<CloudEvent> events(TestHub hub) {
    return hub
        .hub()
        .ledger()
        .events()
        .find(new EventQuery("crane.events", null, null, Set.of(), null, null, null), 0, 10)
        .stream()
        .map(StoredEvent::event)
        .toList();
  }

  private static List<String> blocks(String language) throws IOException {
    String page = Files.readString(Path.of("docs", "guide", "unforeseen-sender.md"));
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    List<String> blocks = new ArrayList<>();
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }
}
