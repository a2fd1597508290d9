package dev.serai.source.poll;

import dev.serai.source.WebhookHandler;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One poll of one connector: page after page. */
final class Poll {

  /**
   * How it ended.
   *
   * @param whole whether everything that there is was read and taken
   * @param moved where the url has gone for good, or null
   */
  record Result(boolean modified, boolean whole, PollState state, URI moved) {}

  private final PollSettings settings;
  private final Pages pages;
  private final Fetcher fetcher;
  private final Executor workers;
  private final PollState before;
  private final Publishing.Tally tally = new Publishing.Tally();
  private final Set<URI> visited = new HashSet<>();
  private Fetched first;
  private String cursor;
  private boolean more;
  private final Publisher publisher;

  /** Takes a page's entries. */
  interface Publisher {
    CompletionStage<Void> publish(Pages.Page page, Publishing.Tally tally);
  }

  Poll(
      PollSettings settings,
      Pages pages,
      Fetcher fetcher,
      Executor workers,
      PollMemory memory,
      WebhookHandler handler,
      PollState before,
      Instant now) {
    this.settings = settings;
    this.pages = pages;
    this.fetcher = fetcher;
    this.workers = workers;
    this.before = before;
    this.cursor = before.cursor();
    boolean passOver = settings.choice().onlyNew() && !before.begun();
    this.publisher =
        (page, counts) ->
            new Publishing(settings, memory, handler, workers, counts)
                .run(page.items(), now, passOver);
  }

  Publishing.Tally tally() {
    return tally;
  }

  /** Fails with {@link PollException}. */
  CompletionStage<Result> run() {
    return page(pages.first(settings.url(), before.cursor()), 1);
  }

  private CompletionStage<Result> page(URI url, int number) {
    visited.add(url);
    boolean conditional = number == 1;
    return fetcher
        .fetch(
            new Fetcher.Wanted(
                settings,
                url,
                pages.accept(),
                conditional ? before.etag() : null,
                conditional ? before.lastModified() : null))
        .thenComposeAsync(fetched -> read(fetched, number), workers);
  }

  private CompletionStage<Result> read(Fetched fetched, int number) {
    if (fetched.notModified()) {
      return CompletableFuture.completedFuture(
          new Result(false, false, before.unchanged(), fetched.moved()));
    }
    first = first == null ? fetched : first;
    Pages.Page page = pages.read(fetched, number);
    tally.tooLarge += page.tooLarge();
    more |= page.more();
    cursor = cursor(page);
    return publisher
        .publish(page, tally)
        .thenCompose(
            done ->
                page.next() == null
                    ? CompletableFuture.completedFuture(end())
                    : onward(page, number));
  }

  private String cursor(Pages.Page page) {
    boolean highest =
        settings.reading() instanceof PollSettings.OfJson json
            && json.cursor() != null
            && json.cursor().document().isEmpty();
    if (highest) {
      return JsonPages.higher(cursor, page.cursor());
    }
    return page.cursor() == null ? cursor : page.cursor();
  }

  private CompletionStage<Result> onward(Pages.Page page, int number) {
    int most = ((PollSettings.OfJson) settings.reading()).paging().maxPages();
    if (number >= most) {
      throw PollException.of(
          PollException.Reason.TOO_LARGE,
          "there are more than %d pages; what they held is published, but further ones are not read: raise maxPages"
              .formatted(most));
    }
    if (visited.contains(page.next())) {
      throw PollException.of(
          PollException.Reason.MALFORMED,
          "page %d leads back to an earlier one; look at how paging is configured"
              .formatted(number));
    }
    return page(page.next(), number + 1);
  }

  /** A page that was not taken whole must not be answered 304, nor lie before the cursor. */
  private Result end() {
    boolean whole = tally.failed == 0;
    PollState state =
        new PollState(
            before.url(),
            whole ? first.headers().etag() : null,
            whole ? first.headers().lastModified() : null,
            whole ? cursor : before.cursor(),
            0,
            true);
    return new Result(true, whole && !more, state, first.moved());
  }
}
