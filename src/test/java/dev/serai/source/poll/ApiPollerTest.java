package dev.serai.source.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.source.poll.PollSettings.Cursor;
import dev.serai.source.poll.PollSettings.OfJson;
import dev.serai.source.poll.PollSettings.Paging;
import dev.serai.source.poll.PollSettings.Paging.By;
import dev.serai.source.poll.WebServer.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** JSON APIs: pages, cursors, and what is said of those that are other than configured. */
class ApiPollerTest {

  private static final Paging NO_PAGES = new Paging(By.NONE, "", "", 1, 1);

  private final WebServer server = new WebServer();
  private PollBench bench;

  @AfterEach
  void close() {
    bench.close();
    server.close();
  }

  private void bench(String path, OfJson reading) {
    bench = new PollBench(PollBench.api(server.url(path), reading));
  }

  private List<String> queries() {
    return server.requests().stream().map(request -> request.uri().getQuery()).toList();
  }

  @Test
  void items_are_found_by_path_and_known_by_id() {
    server.at("/api", Answer.ok("{\"data\":{\"rows\":[{\"nr\":1,\"a\":2.50},{\"nr\":2}]}}"));
    bench("/api", new OfJson("data.rows", "nr", "", NO_PAGES, null));

    bench.poll();
    bench.poll();

    assertThat(bench.ids()).containsExactly("1", "2");
    assertThat(bench.events()).containsOnly("item");
    assertThat(bench.body(0)).isEqualTo("{\"nr\":1,\"a\":2.50}");
  }

  @Test
  void items_without_an_id_are_known_by_what_they_say() {
    server.at("/api", Answer.ok("[{\"a\":1},{\"a\":1},{\"a\":2}]"));
    bench("/api", new OfJson("", "id", "", NO_PAGES, null));

    bench.poll();

    assertThat(bench.ids()).hasSize(2).allMatch(id -> id.startsWith("sha256:"));
  }

  @Test
  void pages_are_followed_by_the_link_header() {
    server.at(
        "/api",
        request ->
            request.uri().getQuery() == null
                ? Answer.ok(
                    "[{\"id\":1}]", "Link", "</x>; rel=\"prev\", </api?p=2>; rel=\"next last\"")
                : Answer.ok("[{\"id\":2}]"));
    bench("/api", new OfJson("", "id", "", new Paging(By.LINK, "", "", 1, 10), null));

    bench.poll();

    assertThat(bench.ids()).containsExactly("1", "2");
  }

  @Test
  void pages_are_followed_by_a_token_in_the_document() {
    server.at(
        "/api",
        request ->
            request.uri().getQuery().contains("token=b c")
                ? Answer.ok("{\"items\":[{\"id\":2}],\"next\":null}")
                : Answer.ok("{\"items\":[{\"id\":1}],\"next\":\"b c\"}"));
    bench(
        "/api?size=1",
        new OfJson("items", "id", "", new Paging(By.FIELD, "next", "token", 1, 9), null));

    bench.poll();

    assertThat(bench.ids()).containsExactly("1", "2");
    assertThat(queries()).containsExactly("size=1", "size=1&token=b c");
  }

  @Test
  void pages_are_counted_up_to_the_first_empty_one() {
    server.at(
        "/api",
        request ->
            Answer.ok(
                request.uri().getQuery().equals("page=3")
                    ? "[]"
                    : "[{\"id\":\"" + request.uri().getQuery() + "\"}]"));
    bench("/api", new OfJson("", "id", "", new Paging(By.PAGE, "", "page", 1, 10), null));

    bench.poll();

    assertThat(bench.ids()).containsExactly("page=1", "page=2");
    assertThat(queries()).containsExactly("page=1", "page=2", "page=3");
  }

  @Test
  void more_pages_than_allowed_are_an_error_and_so_are_pages_in_a_circle() {
    server.at("/api", request -> Answer.ok("[{\"id\":\"" + request.uri().getQuery() + "\"}]"));
    bench("/api", new OfJson("", "id", "", new Paging(By.PAGE, "", "page", 1, 3), null));
    bench.poll();
    assertThat(bench.status().problem()).contains("more than 3 pages").contains("raise maxPages");
    bench.close();

    server.at("/api", Answer.ok("[{\"id\":1}]", "Link", "</api>; rel=next"));
    bench("/api", new OfJson("", "id", "", new Paging(By.LINK, "", "", 1, 3), null));
    bench.poll();
    assertThat(bench.status().problem()).contains("page 1 leads back to an earlier one");
  }

  @Test
  void the_highest_cursor_is_sent_with_the_next_poll() {
    server.at("/api", Answer.ok("[{\"id\":1,\"at\":9},{\"id\":2,\"at\":10},{\"id\":3,\"at\":2}]"));
    bench("/api", new OfJson("", "id", "", NO_PAGES, new Cursor("at", "", "since", "0")));

    bench.poll();
    bench.poll();

    assertThat(queries()).containsExactly("since=0", "since=10");
  }

  @Test
  void a_cursor_of_the_document_is_sent_with_the_next_poll() {
    server.at("/api", Answer.ok("{\"items\":[],\"sync\":{\"token\":\"t/1\"}}"));
    bench(
        "/api", new OfJson("items", "id", "", NO_PAGES, new Cursor("", "sync.token", "token", "")));

    bench.poll();
    bench.poll();

    assertThat(queries()).containsExactly(null, "token=t/1");
  }

  @Test
  void what_is_not_as_configured_is_told_with_the_way_out() {
    server.at("/api", Answer.ok("{\"data\":{}}"));
    bench("/api", new OfJson("", "id", "", NO_PAGES, null));
    bench.poll();
    assertThat(bench.status().problem())
        .isEqualTo(
            "the document is no JSON array but a JSON object; say where in it the array is with items: <path>");
    bench.close();

    bench("/api", new OfJson("data.rows", "id", "", NO_PAGES, null));
    bench.poll();
    assertThat(bench.status().problem())
        .isEqualTo("items: 'data.rows' is no array in this document but not there");

    server.at("/api", Answer.ok("{\"data\":"));
    bench.poll();
    assertThat(bench.status().problem()).startsWith("the document is no valid JSON at line 1");

    server.at("/api", Answer.ok("[".repeat(5_000)));
    bench.poll();
    assertThat(bench.status().problem()).startsWith("the document is no valid JSON");
  }
}
