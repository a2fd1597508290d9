package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.ledger.StoredEvent;
import dev.serai.source.poll.WebServer;
import dev.serai.source.poll.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole hub that polls: from a server to the event log. */
class PollingHubTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final WebServer server = new WebServer();
  private TestHub hub;

  @AfterEach
  void close() {
    hub.close();
    server.close();
  }

  private void start() {
    hub =
        TestHub.start(
            folder,
            """
            channels: { feed.items: {}, orders: {} }
            connectors:
              releases: { type: feed, url: "%s", every: 10s, channel: feed.items }
              own: { type: feed, url: "%s", every: 10s }
              shop: { type: poll, url: "%s", every: 10s, items: orders, channel: orders }
            """
                .formatted(server.url("/feed"), server.url("/own"), server.url("/api")));
  }

  private List<StoredEvent> events(String channel) {
    return hub.hub().ledger().events().read(channel, 0, 100);
  }

  @Test
  void feeds_and_apis_become_events_once_and_a_route_may_take_them() throws IOException {
    server.at(
        "/feed",
        Answer.ok(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Releases</title>
              <entry><id>urn:2</id><title>Two</title><link href="/two"/>
                <updated>2026-03-02T10:00:00Z</updated><content type="html">&lt;a href="x"&gt;</content></entry>
              <entry><id>urn:1</id><title>One</title><updated>2026-03-01T10:00:00Z</updated></entry>
            </feed>
            """));
    server.at("/own", Answer.ok("<rss><channel><item><guid>g</guid></item></channel></rss>"));
    server.at("/api", Answer.ok("{\"orders\":[{\"id\":17,\"total\":2.50}]}"));
    start();
    hub.save(
        "routes/own.camel.yaml",
        """
        - route:
            id: own
            from:
              uri: feed:own
              steps:
                - to: normalize:feed
                - to: bus:feed.items
        """);

    await().atMost(LONG).until(() -> events("feed.items").size() == 3);
    await().atMost(LONG).until(() -> events("orders").size() == 1);
    StoredEvent two =
        events("feed.items").stream()
            .filter(stored -> stored.event().getId().equals("urn:2"))
            .findFirst()
            .orElseThrow();
    assertThat(two.event().getType()).isEqualTo("feed.entry.published");
    assertThat(two.event().getSource()).hasToString("/releases");
    assertThat(two.event().getSubject()).isEqualTo(server.url("/two"));
    assertThat(two.event().getTime()).isEqualTo("2026-03-02T10:00:00Z");
    assertThat(two.event().getExtension("partitionkey")).isEqualTo("releases");
    JsonNode data = JSON.readTree(two.event().getData().toBytes());
    assertThat(data.at("/feed/title").asText()).isEqualTo("Releases");
    assertThat(data.get("content").asText()).isEqualTo("<a href=\"" + server.url("/x") + "\">");
    JsonNode order = JSON.readTree(events("orders").get(0).event().getData().toBytes());
    assertThat(order.at("/message/total").decimalValue()).isEqualByComparingTo("2.5");
    assertThat(events("orders").get(0).event().getId()).isEqualTo("17");
  }
}
