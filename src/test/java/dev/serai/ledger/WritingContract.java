package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger promises to writers that come at the same time. */
abstract class WritingContract extends LedgerContract {

  @Test
  void callers_from_many_threads_all_find_their_events() {
    int callers = 8;
    int each = 200;
    List<CompletionStage<EventLog.Appended>> stages = new CopyOnWriteArrayList<>();
    IntStream.range(0, callers)
        .parallel()
        .forEach(
            caller ->
                IntStream.range(0, each)
                    .forEach(
                        i ->
                            stages.add(
                                ledger
                                    .events()
                                    .append("c", Samples.events(caller + "-" + i), false))));
    stages.forEach(LedgerContract::done);

    List<String> stored = Samples.ids(ledger.events().read("c", 0, 10_000));

    assertThat(stored).hasSize(callers * each).doesNotHaveDuplicates();
    for (int caller = 0; caller < callers; caller++) {
      String prefix = caller + "-";
      assertThat(stored.stream().filter(id -> id.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
    }
  }

  @Test
  void one_write_that_fails_takes_no_other_along() {
    List<CompletionStage<?>> good = new ArrayList<>();
    List<CompletionStage<?>> bad = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      good.add(ledger.events().append("c", Samples.events("" + i), false));
      if (i % 20 == 7) {
        bad.add(
            ledger
                .parked()
                .park(List.of(Samples.parked("fine-" + i, null, now), Samples.unstorable())));
      }
    }

    good.forEach(LedgerContract::done);
    for (CompletionStage<?> stage : bad) {
      assertThatThrownBy(() -> done(stage)).hasCauseInstanceOf(LedgerException.class);
    }
    assertThat(ids("c"))
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(String::valueOf).toList());
    assertThat(ledger.parked().list("c", "g", 0, 10)).isEmpty();
  }

  @Test
  void closing_commits_what_is_queued_and_refuses_what_comes_later() {
    List<CompletionStage<?>> queued = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      queued.add(ledger.events().append("c", Samples.events("" + i), false));
    }
    ledger.close();
    queued.forEach(LedgerContract::done);
    CompletionStage<?> late = ledger.events().append("c", Samples.events("late"), false);
    assertThatThrownBy(() -> done(late)).hasMessageContaining("is closed");

    ledger = open(options());
    assertThat(ids("c")).hasSize(500);
  }
}
