package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replays of every ledger. */
abstract class ReplaysContract extends LedgerContract {

  @Test
  void a_replay_survives_a_restart_and_parks_with_its_cursor_in_one_step() {
    EventQuery query =
        new EventQuery("c", now, now.plusSeconds(1), Set.of("a", "b*"), "s", "k", "i");
    Replay replay = new Replay(0, "c", "g", query, 50, 3, 9, 0, "running", now);
    long id = done(ledger.replays().start(replay));

    done(
        ledger
            .replays()
            .advance(
                id,
                3,
                List.of(
                    Samples.parked("replay-1-4", null, now),
                    Samples.parked("replay-1-5", null, now)),
                5,
                "running"));
    reopen();

    assertThat(ledger.replays().running())
        .containsExactly(new Replay(id, "c", "g", query, 50, 5, 9, 2, "running", now));
    assertThat(ledger.parked().list("c", "g", 0, 10)).hasSize(2);
    assertThat(done(ledger.replays().advance(id, 3, List.of(), 4, "running"))).isFalse();

    done(ledger.replays().advance(id, 5, List.of(), 9, "done"));
    assertThat(ledger.replays().running()).isEmpty();
    assertThat(ledger.replays().all()).extracting(Replay::state).containsExactly("done");
  }
}
