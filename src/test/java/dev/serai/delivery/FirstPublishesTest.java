package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Binding;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.conformance.PassingBinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPublishesTest {

  @TempDir Path folder;

  private final List<String> published = new ArrayList<>();
  private EmbeddedHub hub;
  private FirstPublishes publishes;

  /** Notes what passes. */
  private final class Noting extends PassingBinding {

    Noting(Binding real) {
      super(real);
    }

    @Override
    public CompletionStage<Receipt> publish(Publication publication) {
      published.add(publication.events().get(0).getId());
      return super.publish(publication);
    }
  }

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(folder);
    publishes = new FirstPublishes(new Noting(hub.binding));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private CompletionStage<Receipt> publish(String id) {
    return publishes.publish(Publication.of("orders", event(id, "k")));
  }

  @Test
  void what_waits_is_published_in_the_order_in_which_it_came() {
    publish("1");
    publish("2");
    CompletionStage<Receipt> third = publish("3");
    assertThat(published).isEmpty();

    publishes.open();
    publish("4");

    assertThat(published).containsExactly("1", "2", "3", "4");
    assertThat(third.toCompletableFuture().join().stored()).isEqualTo(1);
  }

  @Test
  void what_waits_is_refused_when_the_group_cannot_be_made_and_later_ones_may_pass() {
    CompletionStage<Receipt> refused = publish("1");
    publishes.refuse(new IllegalStateException("away"));
    publishes.open();
    publish("2");

    assertThat(refused).isCompletedExceptionally();
    assertThat(published).containsExactly("2");
  }
}
