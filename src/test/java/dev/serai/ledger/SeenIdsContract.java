package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ids that every ledger remembers. */
abstract class SeenIdsContract extends LedgerContract {

  @Test
  void an_id_is_remembered_once_for_each_scope() {
    assertThat(done(ledger.seen().remember("github", "1"))).isTrue();
    assertThat(done(ledger.seen().remember("github", "1"))).isFalse();
    assertThat(done(ledger.seen().remember("gitlab", "1"))).isTrue();
    reopen();

    assertThat(ledger.seen().contains("github", "1")).isTrue();
    assertThat(ledger.seen().contains("github", "2")).isFalse();
  }

  @Test
  void ignored_deliveries_are_kept_once_and_shown_newest_first() {
    SeenIds.Ignored first = new SeenIds.Ignored("github", "1", "star", "no event for it", now);
    SeenIds.Ignored second = new SeenIds.Ignored("gitlab", "2", null, "ping", now.plusSeconds(1));
    done(ledger.seen().ignored(first));
    done(ledger.seen().ignored(second));
    done(ledger.seen().ignored(first));

    assertThat(ledger.seen().ignored(Optional.empty(), 10)).containsExactly(second, first);
    assertThat(ledger.seen().ignored(Optional.of("github"), 10)).containsExactly(first);
    assertThat(ledger.seen().ignored(Optional.empty(), 1)).containsExactly(second);
  }

  @Test
  void what_is_old_is_forgotten() {
    done(ledger.seen().remember("s", "old"));
    done(ledger.events().append("c", Samples.events("old"), true));
    done(ledger.seen().ignored(new SeenIds.Ignored("s", "old", null, "r", now)));
    now = now.plusSeconds(1);
    done(ledger.seen().remember("s", "young"));

    assertThat(done(ledger.seen().trim(now))).isEqualTo(3);

    assertThat(ledger.seen().contains("s", "old")).isFalse();
    assertThat(ledger.seen().contains("s", "young")).isTrue();
  }
}
