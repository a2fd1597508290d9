package dev.serai.bus.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.*;
import dev.serai.event.HubEvent;
import dev.serai.ledger.*;
import java.nio.file.Path;
import java.time.*;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBindingSmokeTest {
  @TempDir Path dir;

  static final Scheduler REAL =
      new Scheduler() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public Timer after(Duration d, Runnable r) {
          return () -> {};
        }
      };

  @Test
  void smoke() {
    try (Ledger ledger = Ledger.open(dir.resolve("s.db"), LedgerOptions.defaults());
        Binding b = new EmbeddedBinding(new EmbeddedBindingConfig(1 << 20), ledger, REAL)) {
      GroupSpec g = GroupSpec.of("c", "g");
      b.createGroup(g).toCompletableFuture().join();
      List<Delivery> got = new CopyOnWriteArrayList<>();
      Subscription s = b.subscribe(g, got::addAll);
      s.request(5);
      for (int i = 0; i < 10; i++) {
        var e = HubEvent.builder().id("" + i).source("/").type("t").build();
        assertThat(b.publish(Publication.of("c", e)).toCompletableFuture().join())
            .isEqualTo(new Receipt(1, 0));
      }
      Awaitility.await().until(() -> got.size() == 5);
      got.get(0).ack();
      got.get(2).ack();
      s.close();
      assertThat(ledger.groups().progress("c", "g")).contains(new GroupProgress(1, "3"));
      assertThat(b.lag("c", "g").events()).hasValue(8);
      got.clear();
      Subscription t = b.subscribe(g, got::addAll);
      t.request(100);
      Awaitility.await().until(() -> got.size() == 8);
      got.forEach(Delivery::ack);
      t.close();
      assertThat(b.lag("c", "g").events()).hasValue(0);
      assertThat(ServiceLoader.load(BindingProvider.class)).hasSize(1);
    }
  }
}
