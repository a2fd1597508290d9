package dev.serai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.delivery.EventHandler;
import dev.serai.delivery.Failure;
import dev.serai.event.HubEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchTest {

  private static final long LONG = TimeUnit.HOURS.toMillis(1);

  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final Queue<List<String>> handed = new ConcurrentLinkedQueue<>();

  private Batch.Entry entry(String id) {
    EventHandler.Done done =
        new EventHandler.Done() {
          @Override
          public void succeeded() {}

          @Override
          public void failed(Failure failure) {
            failed.add(id + ": " + failure.cause().getMessage());
          }
        };
    return new Batch.Entry(
        HubEvent.builder().id(id).source("/test").type("tested").build(), 1, done);
  }

  private void hand(List<Batch.Entry> entries, Runnable ended) {
    handed.add(entries.stream().map(each -> each.event().getId()).toList());
    ended.run();
  }

  @Test
  void nothing_waits_for_company_once_a_batch_drains() {
    try (Batch batch = new Batch("g", 10, LONG, 4, this::hand)) {
      batch.add(entry("1"));
      batch.add(entry("2"));

      batch.drain();
      batch.add(entry("3"));

      await().until(() -> handed.size() == 2);
      assertThat(handed).containsExactlyInAnyOrder(List.of("1", "2"), List.of("3"));
    }
  }

  @Test
  void an_entry_that_comes_after_the_end_is_left_alone() {
    Batch batch = new Batch("g", 10, 1, 4, this::hand);
    batch.close();

    batch.add(entry("1"));

    assertThat(failed).isEmpty();
    assertThat(handed).isEmpty();
  }

  @Test
  void batches_whose_time_is_up_do_not_wait_for_each_other() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Batch.Target slow =
        (entries, ended) -> {
          both.countDown();
          uninterrupted(both);
          ended.run();
        };
    try (Batch batch = new Batch("g", 10, 1, 2, slow)) {
      batch.add(entry("1"));
      await().until(() -> both.getCount() == 1);
      batch.add(entry("2"));

      assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void no_more_batches_than_allowed_are_out_at_once() {
    List<Runnable> out = new ArrayList<>();
    AtomicInteger given = new AtomicInteger();
    Batch.Target holds =
        (entries, ended) -> {
          synchronized (out) {
            out.add(ended);
          }
          given.incrementAndGet();
        };
    try (Batch batch = new Batch("g", 2, LONG, 2, holds)) {
      for (int i = 0; i < 8; i++) {
        batch.add(entry("" + i));
      }
      batch.alone(entry("again"));
      await().until(() -> given.get() == 2);
      await().during(100, TimeUnit.MILLISECONDS).until(() -> given.get() == 2);

      synchronized (out) {
        out.get(0).run();
        out.get(0).run();
      }

      await().until(() -> given.get() == 3);
      await().during(100, TimeUnit.MILLISECONDS).until(() -> given.get() == 3);
    }
  }

  @Test
  void a_target_that_throws_fails_every_entry_and_the_next_batch_goes_on() {
    Batch.Target throwing =
        (entries, ended) -> {
          throw new IllegalStateException("no exchange");
        };
    try (Batch batch = new Batch("g", 2, LONG, 1, throwing)) {
      for (String id : List.of("1", "2", "3", "4")) {
        batch.add(entry(id));
      }

      await().until(() -> failed.size() == 4);
      assertThat(failed)
          .containsExactly("1: no exchange", "2: no exchange", "3: no exchange", "4: no exchange");
    }
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
