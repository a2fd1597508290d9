package dev.serai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.bus.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {

  @Test
  void tasks_run_once_in_order_of_their_time_and_not_when_cancelled() {
    try (SystemScheduler scheduler = new SystemScheduler()) {
      List<String> ran = new CopyOnWriteArrayList<>();
      scheduler.after(Duration.ofMillis(120), () -> ran.add("late"));
      Scheduler.Timer cancelled =
          scheduler.after(Duration.ofMillis(60), () -> ran.add("cancelled"));
      scheduler.after(Duration.ofSeconds(-5), () -> ran.add("soon"));
      cancelled.cancel();
      cancelled.cancel();

      await().until(() -> ran.size() == 2);
      assertThat(ran).containsExactly("soon", "late");
    }
  }

  @Test
  void a_task_that_fails_does_not_stop_the_others() {
    try (SystemScheduler scheduler = new SystemScheduler()) {
      List<String> ran = new CopyOnWriteArrayList<>();
      scheduler.after(
          Duration.ZERO,
          () -> {
            throw new IllegalStateException("told to fail");
          });
      scheduler.after(Duration.ofMillis(1), () -> ran.add("next"));

      await().until(() -> ran.contains("next"));
    }
  }

  @Test
  void after_the_close_nothing_runs_and_nothing_throws() {
    SystemScheduler scheduler = new SystemScheduler();
    List<String> ran = new CopyOnWriteArrayList<>();
    scheduler.after(Duration.ofMillis(50), () -> ran.add("too late"));
    scheduler.close();
    scheduler.after(Duration.ZERO, () -> ran.add("far too late")).cancel();

    await().during(Duration.ofMillis(150)).until(ran::isEmpty);
  }

  @Test
  void now_is_the_systems_time() {
    try (SystemScheduler scheduler = new SystemScheduler()) {
      assertThat(Duration.between(scheduler.now(), Instant.now()))
          .isLessThan(Duration.ofSeconds(5));
    }
  }
}
