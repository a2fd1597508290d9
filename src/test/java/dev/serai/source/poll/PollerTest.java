package dev.serai.source.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.serai.source.RefusedException;
import dev.serai.source.WebhookOutcome;
import dev.serai.source.poll.WebServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Feeds from a real server, over a real client. */
class PollerTest {

  private final WebServer server = new WebServer();
  private PollBench bench;

  @AfterEach
  void close() {
    if (bench != null) {
      bench.close();
    }
    server.close();
  }

  private void bench(PollSettings settings) {
    bench = new PollBench(settings);
  }

  private void again(PollSettings settings) {
    TestMemory memory = bench.memory;
    bench.close();
    bench = new PollBench(settings, memory);
  }

  private static String rss(String... ids) {
    return "<rss version='2.0'><channel><title>T</title>"
        + java.util.Arrays.stream(ids)
            .map(id -> "<item><guid>" + id + "</guid><title>title of " + id + "</title></item>")
            .collect(Collectors.joining())
        + "</channel></rss>";
  }

  @Test
  void entries_are_published_oldest_first_and_once() {
    server.at("/feed", Answer.ok(rss("c", "b", "a")));
    bench(PollBench.feed(server.url("/feed")));

    bench.poll();
    server.at("/feed", Answer.ok(rss("d", "c", "b", "a")));
    bench.poll();

    assertThat(bench.ids()).containsExactly("a", "b", "c", "d");
    assertThat(bench.events()).containsOnly("entry");
    assertThat(bench.body(3)).contains("\"title\":\"title of d\"").contains("\"title\":\"T\"");
    assertThat(bench.status().failures()).isZero();
  }

  @Test
  void an_unchanged_feed_is_not_sent_again() {
    server.at(
        "/feed",
        request ->
            "\"v1\"".equals(request.header("If-None-Match"))
                    && "yesterday".equals(request.header("If-Modified-Since"))
                ? Answer.of(304, "")
                : Answer.ok(rss("a"), "ETag", "\"v1\"", "Last-Modified", "yesterday"));
    bench(PollBench.feed(server.url("/feed")));

    bench.poll();
    bench.poll();

    assertThat(bench.outcomes).containsExactly("changed", "not-modified");
    assertThat(bench.ids()).containsExactly("a");
  }

  @Test
  void a_restart_publishes_nothing_again() {
    server.at("/feed", Answer.ok(rss("b", "a")));
    PollSettings settings = PollBench.feed(server.url("/feed"));
    bench(settings);
    bench.poll();
    bench.taken.clear();

    again(settings);
    bench.poll();
    bench.poll();

    assertThat(bench.taken).isEmpty();
  }

  @Test
  void of_two_hubs_one_polls() {
    server.at("/feed", Answer.ok(rss("a")));
    PollSettings settings = PollBench.feed(server.url("/feed"));
    bench(settings);
    bench.poll();
    try (PollBench other = new PollBench(settings, bench.memory)) {
      other.poll();

      assertThat(other.outcomes).isEmpty();
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void the_first_poll_can_pass_over_what_is_there() {
    server.at("/feed", Answer.ok(rss("b", "a")));
    bench(PollBench.feed(server.url("/feed"), new PollSettings.Choice(true, false), Map.of()));

    bench.poll();
    server.at("/feed", Answer.ok(rss("c", "b", "a")));
    bench.poll();

    assertThat(bench.ids()).containsExactly("c");
  }

  @Test
  void a_changed_entry_is_an_event_of_its_own_when_that_is_wanted() {
    server.at("/feed", Answer.ok(rss("a")));
    bench(PollBench.feed(server.url("/feed"), new PollSettings.Choice(false, true), Map.of()));
    bench.poll();
    server.at("/feed", Answer.ok(rss("a").replace("title of a", "better title")));
    bench.poll();
    server.at("/feed", Answer.ok(rss("a")));
    bench.poll();
    bench.poll();

    assertThat(bench.events()).containsExactly("entry", "entry.updated", "entry.updated");
    assertThat(bench.ids()).doesNotHaveDuplicates().allMatch(id -> id.startsWith("a"));
  }

  @Test
  void a_changed_entry_is_nothing_new_otherwise() {
    server.at("/feed", Answer.ok(rss("a")));
    bench(PollBench.feed(server.url("/feed")));
    bench.poll();
    server.at("/feed", Answer.ok(rss("a").replace("title of a", "better title")));
    bench.poll();

    assertThat(bench.ids()).containsExactly("a");
  }

  @Test
  void what_the_route_refuses_comes_again_and_holds_up_nothing() {
    server.at(
        "/feed",
        request ->
            request.header("If-None-Match") == null
                ? Answer.ok(rss("b", "a"), "ETag", "\"v1\"")
                : Answer.of(304, ""));
    bench(PollBench.feed(server.url("/feed")));
    bench.answer =
        request -> {
          if (request.deliveryId().equals("a")) {
            throw new RefusedException(400, "malformed", "no title", null, null);
          }
          return new WebhookOutcome.Accepted(1, 0);
        };

    bench.poll();
    assertThat(bench.ids()).containsExactly("b");
    assertThat(bench.status().problem()).contains("1 entries were not taken").contains("no title");
    bench.answer = request -> new WebhookOutcome.Accepted(1, 0);
    bench.poll();

    assertThat(bench.ids()).containsExactly("b", "a");
    assertThat(bench.status().problem()).isNull();
  }

  @Test
  void a_bus_that_takes_nothing_ends_the_poll() {
    server.at("/feed", Answer.ok(rss("c", "b", "a")));
    bench(PollBench.feed(server.url("/feed")));
    bench.answer =
        request -> {
          throw new RefusedException(503, "busy", "the bus is full", null, null);
        };

    bench.poll();

    assertThat(bench.outcomes).containsExactly("not-taken");
    assertThat(bench.memory.entries).isEmpty();
    bench.answer = request -> new WebhookOutcome.Ignored("not wanted");
    bench.poll();
    assertThat(bench.memory.entries).hasSize(3);
  }

  @Test
  void polls_come_in_their_interval_a_tenth_more_or_less() {
    server.at("/feed", Answer.ok(rss("a")));
    bench(PollBench.feed(server.url("/feed")));

    Duration next = bench.poll();

    assertThat(next).isCloseTo(Duration.ofMinutes(5), Duration.ofSeconds(30));
  }

  @Test
  void a_failing_server_is_asked_less_and_less_often() {
    server.at("/feed", Answer.of(500, ""));
    bench(PollBench.feed(server.url("/feed")));

    assertThat(bench.poll()).isCloseTo(Duration.ofMinutes(5), Duration.ofSeconds(30));
    assertThat(bench.poll()).isCloseTo(Duration.ofMinutes(10), Duration.ofMinutes(1));
    for (int i = 0; i < 4; i++) {
      bench.poll();
    }
    assertThat(bench.poll()).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(6));
    assertThat(bench.status().failures()).isEqualTo(7);
    assertThat(bench.status().problem()).endsWith("/feed answered 500");
    server.at("/feed", Answer.ok(rss("a")));
    assertThat(bench.poll()).isCloseTo(Duration.ofMinutes(5), Duration.ofSeconds(30));
    assertThat(bench.status().failures()).isZero();
  }

  @Test
  void retry_after_is_obeyed_in_seconds_and_as_a_date() {
    server.at("/feed", Answer.of(429, "", "Retry-After", "7200"));
    bench(PollBench.feed(server.url("/feed")));
    assertThat(bench.poll()).isEqualTo(Duration.ofHours(2));
    assertThat(bench.status().problem()).contains("answered 429: too many requests; raise every");

    Instant later = Instant.EPOCH.plusSeconds(1_800_000_000).plus(Duration.ofHours(5));
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(later.atOffset(ZoneOffset.UTC));
    server.at("/feed", Answer.of(503, "", "Retry-After", date));

    assertThat(bench.poll().toMinutes()).isCloseTo(180, within(2L));
  }

  @Test
  void a_server_cannot_silence_the_poller_for_ever() {
    server.at("/feed", Answer.of(503, "", "Retry-After", "999999999"));
    bench(PollBench.feed(server.url("/feed")));

    assertThat(bench.poll()).isEqualTo(Duration.ofDays(1));
  }

  @Test
  void secrets_go_to_the_url_s_own_host_only() {
    try (WebServer other = new WebServer()) {
      other.at("/feed", Answer.ok(rss("a")));
      server.at("/feed", Answer.of(302, "", "Location", other.url("/feed")));
      bench(
          PollBench.feed(
              server.url("/feed").replace("//", "//user:pass%40word@"),
              new PollSettings.Choice(false, false),
              Map.of("X-Api-Key", "secret")));

      bench.poll();

      assertThat(bench.ids()).containsExactly("a");
      assertThat(server.requests().get(0).header("X-Api-Key")).isEqualTo("secret");
      assertThat(server.requests().get(0).header("Authorization"))
          .isEqualTo("Basic dXNlcjpwYXNzQHdvcmQ=");
      assertThat(other.requests().get(0).header("X-Api-Key")).isNull();
      assertThat(other.requests().get(0).header("Authorization")).isNull();
    }
  }

  @Test
  void a_redirect_to_where_it_has_no_business_is_refused() {
    server.at("/feed", Answer.of(301, "", "Location", "http://169.254.169.254/latest/meta-data"));
    bench(PollBench.feed(server.url("/feed")));

    bench.poll();

    assertThat(bench.outcomes).containsExactly("refused");
    assertThat(bench.status().problem())
        .contains("http://169.254.169.254/latest/meta-data leads to 169.254.169.254, a link-local")
        .contains("allow: [\"169.254.169.254\"]");
  }

  @Test
  void redirects_without_end_and_to_other_protocols_are_refused() {
    server.at("/feed", Answer.of(302, "", "Location", "/feed"));
    bench(PollBench.feed(server.url("/feed")));
    bench.poll();
    assertThat(bench.status().problem()).contains("redirects more than 5 times");

    server.at("/feed", Answer.of(302, "", "Location", "file:///etc/passwd"));
    bench.poll();
    assertThat(bench.status().problem()).contains("'file:///etc/passwd', which is no http");
  }

  @Test
  void a_document_may_be_so_large_packed_or_not() throws IOException {
    String large = "<rss>" + " ".repeat(200_000) + "</rss>";
    server.at("/feed", Answer.ok(large));
    bench(PollBench.feed(server.url("/feed")));
    bench.poll();
    assertThat(bench.status().problem()).contains("more than 100000 bytes").contains("maxBytes");

    server.at("/feed", new Answer(200, gzip(large), Map.of("Content-Encoding", "gzip")));
    bench.poll();

    assertThat(bench.outcomes).containsExactly("too-large", "too-large");
  }

  @Test
  void packed_documents_are_read() throws IOException {
    server.at("/feed", new Answer(200, gzip(rss("a")), Map.of("Content-Encoding", "gzip")));
    bench(PollBench.feed(server.url("/feed")));

    bench.poll();

    assertThat(server.requests().get(0).header("Accept-Encoding")).isEqualTo("gzip");
    assertThat(bench.ids()).containsExactly("a");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  @Test
  void a_server_that_does_not_answer_is_left_in_time() {
    CountDownLatch end = new CountDownLatch(1);
    server.at(
        "/feed",
        request -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Answer.ok(rss("a"));
        });
    bench(PollBench.impatient(PollBench.feed(server.url("/feed"))));

    bench.poll();
    end.countDown();

    assertThat(bench.outcomes).containsExactly("timeout");
    assertThat(bench.status().problem()).contains("no whole answer within 1 s");
  }

  @Test
  void a_server_that_is_not_there_is_told() {
    String url = server.url("/feed");
    server.close();
    bench(PollBench.feed(url));

    bench.poll();

    assertThat(bench.outcomes).containsExactly("unreachable");
    assertThat(bench.status().problem()).startsWith(url + " cannot be reached");
  }

  @Test
  void what_is_no_feed_is_told_and_its_address_kept_secret() {
    server.at("/feed", Answer.ok("<html><body>Sign in</body></html>"));
    bench(PollBench.feed(server.url("/feed?token=secret")));

    bench.poll();

    assertThat(bench.outcomes).containsExactly("malformed");
    assertThat(bench.status().problem())
        .contains("HTML page, no feed; look in it for <link rel=\"alternate\">")
        .doesNotContain("secret");
  }

  @Test
  void a_long_feed_is_taken_in_its_order() {
    String[] ids = IntStream.range(0, 900).mapToObj(n -> "e" + n).toArray(String[]::new);
    server.at("/feed", Answer.ok(rss(ids)));
    bench(PollBench.feed(server.url("/feed")));

    bench.poll();

    assertThat(bench.ids()).hasSize(900).startsWith("e899", "e898").endsWith("e0");
  }
}
