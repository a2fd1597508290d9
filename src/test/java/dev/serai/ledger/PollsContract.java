package dev.serai.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ledger remembers of polls. */
abstract class PollsContract extends LedgerContract {

  @Test
  void of_several_that_claim_one_gets_it() {
    assertThat(ledger.polls().find("news")).isEmpty();
    assertThat(done(ledger.polls().claim("news", null, now.plusSeconds(60)))).isTrue();
    assertThat(done(ledger.polls().claim("news", null, now.plusSeconds(60)))).isFalse();
    reopen();

    Polls.Poll poll = ledger.polls().find("news").orElseThrow();
    assertThat(poll.dueAt()).isEqualTo(now.plusSeconds(60));
    assertThat(done(ledger.polls().claim("news", poll.dueAt(), now.plusSeconds(90)))).isTrue();
    assertThat(done(ledger.polls().claim("news", poll.dueAt(), now.plusSeconds(99)))).isFalse();
  }

  @Test
  void a_poll_s_state_and_entries_outlive_the_process() {
    done(ledger.polls().claim("news", null, now.plusSeconds(60)));
    done(ledger.polls().save("news", now.plusSeconds(300), "state", true));
    done(ledger.polls().remember("news", "a", "1"));
    done(ledger.polls().remember("news", "a", "2"));
    done(ledger.polls().remember("other", "a", "3"));
    reopen();

    assertThat(ledger.polls().find("news")).contains(new Polls.Poll(now.plusSeconds(300), "state"));
    assertThat(ledger.polls().known("news", List.of("a", "b")))
        .containsOnlyKeys("a")
        .containsValue(new Polls.Entry("2", now));
  }

  @Test
  void any_number_of_entries_can_be_asked_for() {
    done(ledger.polls().remember("news", "450", "m"));
    List<String> ids = IntStream.range(0, 451).mapToObj(Integer::toString).toList();

    assertThat(ledger.polls().known("news", ids)).containsOnlyKeys("450");
    assertThat(ledger.polls().known("news", List.of())).isEmpty();
  }

  @Test
  void entries_age_from_the_last_whole_reading() {
    done(ledger.polls().claim("news", null, now));
    done(ledger.polls().remember("news", "gone", "m"));
    now = now.plus(Duration.ofDays(91));
    assertThat(done(ledger.polls().trim(Duration.ofDays(90)))).isZero();
    done(ledger.polls().remember("news", "there", "m"));
    done(ledger.polls().save("news", now, "", false));
    assertThat(done(ledger.polls().trim(Duration.ofDays(90)))).isZero();
    done(ledger.polls().save("news", now, "", true));

    assertThat(done(ledger.polls().trim(Duration.ofDays(90)))).isEqualTo(1);
    assertThat(ledger.polls().known("news", List.of("gone", "there"))).containsOnlyKeys("there");
  }
}
