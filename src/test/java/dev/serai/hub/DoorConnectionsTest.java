package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.conformance.VirtualScheduler;
import dev.serai.event.HubEvent;
import dev.serai.event.HubEventBuilder;
import dev.serai.source.RefusedException;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.WebhookOutcome.Accepted;
import dev.serai.source.WebhookRequest;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DoorConnectionsTest {

  private final VirtualScheduler scheduler = new VirtualScheduler();
  private final DoorConnections connections = new DoorConnections(scheduler);

  @Test
  void a_delivery_that_no_route_takes_in_time_is_told_that_none_is_running() {
    CompletableFuture<WebhookOutcome> outcome =
        connections
            .webhooks("github")
            .handle(new WebhookRequest("github", "d", "push", Map.of(), new byte[0], Instant.EPOCH))
            .toCompletableFuture();

    scheduler.advance(Duration.ofSeconds(6));

    assertThatThrownBy(outcome::join)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.reason()).isEqualTo("not-running");
              assertThat(refusal.retryAfter()).isNotNull();
            });
  }

  @Test
  void the_marks_of_a_hubs_own_redrives_and_replays_cannot_be_sent_from_outside() throws Exception {
    List<CloudEvent> taken = new ArrayList<>();
    HubEvent plain = event().build();
    HubEvent marked =
        event()
            .time(OffsetDateTime.parse("2026-01-02T03:04:05.600+01:00"))
            .data(new byte[] {1, 2})
            .extension("redriveof", "17")
            .extension("kept", "yes")
            .extension("replayof", "3")
            .build();
    try (AutoCloseable connected =
        connections.connect(
            "events",
            null,
            (name, events) -> {
              taken.addAll(events);
              return CompletableFuture.completedFuture(new Accepted(events.size(), 0));
            })) {
      assertThat(connected).isNotNull();
      connections.events("events").handle("events", List.of(plain, marked));
    }

    assertThat(taken.get(0)).isSameAs(plain);
    HubEvent stripped = (HubEvent) taken.get(1);
    assertThat(stripped.extensions()).isEqualTo(Map.of("kept", "yes"));
    assertThat(stripped.time()).isEqualTo(marked.time());
    assertThat(stripped.data()).containsExactly(1, 2);
    assertThat(stripped.getId()).isEqualTo("1");
  }

  private static HubEventBuilder event() {
    return HubEvent.builder().id("1").source("/s").type("t");
  }
}
