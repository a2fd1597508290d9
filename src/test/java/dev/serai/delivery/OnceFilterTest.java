package dev.serai.delivery;

import static dev.serai.delivery.EmbeddedHub.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.bus.Binding;
import dev.serai.bus.BusException;
import dev.serai.bus.Capabilities;
import dev.serai.bus.Publication;
import dev.serai.bus.Receipt;
import dev.serai.conformance.PassingBinding;
import io.cloudevents.CloudEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once, on a broker that does not know it. */
class OnceFilterTest {

  @TempDir Path dir;
  private EmbeddedHub hub;

  /** The embedded bus without its own once. */
  private static final class Forgetful extends PassingBinding {

    Forgetful(Binding real) {
      super(real);
    }

    @Override
    public Capabilities capabilities() {
      return new Capabilities(false, true, super.capabilities().maxEventBytes());
    }

    @Override
    public CompletionStage<Receipt> publish(Publication publication) {
      assertThat(publication.once()).isTrue();
      return super.publish(publication);
    }
  }

  @BeforeEach
  void open() {
    hub = new EmbeddedHub(dir, Limits.defaults(), Forgetful::new);
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private CompletableFuture<Receipt> once(CloudEvent... events) {
    return hub.dispatcher
        .publish(new Publication(EmbeddedHub.CHANNEL, List.of(events), true))
        .toCompletableFuture();
  }

  @Test
  void what_was_taken_before_is_left_out() {
    assertThat(once(event("1", "k"), event("2", "k")).join()).isEqualTo(new Receipt(2, 0));
    assertThat(once(event("2", "k"), event("3", "k")).join()).isEqualTo(new Receipt(1, 1));
    assertThat(once(event("1", "k")).join()).isEqualTo(new Receipt(0, 1));
  }

  @Test
  void the_same_event_twice_in_one_publication_is_one() {
    assertThat(once(event("1", "k"), event("1", "k")).join()).isEqualTo(new Receipt(1, 1));
  }

  @Test
  void many_at_the_same_moment_are_one() {
    List<CompletableFuture<Receipt>> all =
        java.util.stream.IntStream.range(0, 50).mapToObj(i -> once(event("1", "k"))).toList();

    assertThat(all.stream().map(CompletableFuture::join).mapToInt(Receipt::stored).sum())
        .isEqualTo(1);
    assertThat(hub.ledger.events().read(EmbeddedHub.CHANNEL, 0, 10)).hasSize(1);
  }

  @Test
  void what_could_not_be_published_is_not_remembered() {
    hub.binding.refuse(publication -> true);
    assertThatThrownBy(() -> once(event("1", "k")).join()).hasCauseInstanceOf(BusException.class);

    hub.binding.refuse(publication -> false);
    assertThat(once(event("1", "k")).join()).isEqualTo(new Receipt(1, 0));
  }
}
