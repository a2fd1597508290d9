package dev.serai.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.bus.Capabilities;
import dev.serai.bus.Deviation;
import dev.serai.bus.GroupSpec;
import dev.serai.bus.Need;
import dev.serai.bus.Profile;
import dev.serai.bus.Support;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupNeedsTest {

  private static final GroupSpec ORDERED =
      new GroupSpec("ci.events", "healer", GroupSpec.From.EARLIEST, true, Duration.ofSeconds(60));

  /** A broker without order, which carries short names only. */
  private static final Profile POOR =
      new Profile() {
        @Override
        public Capabilities capabilities() {
          return new Capabilities(false, false, 1 << 18);
        }

        @Override
        public Support support(Need need) {
          return need == Need.ORDER
              ? Support.refused("it has no sessions; choose another tier")
              : Support.byBroker("somehow");
        }

        @Override
        public List<String> refusals(GroupSpec group) {
          return group.name().length() > 4 ? List.of("its name is too long") : List.of();
        }

        @Override
        public List<String> creates(String channel) {
          return List.of();
        }

        @Override
        public List<String> creates(GroupSpec group) {
          return List.of();
        }

        @Override
        public List<Deviation> deviations() {
          return List.of();
        }
      };

  @Test
  void what_is_refused_is_told_with_the_group_and_the_way_out() {
    assertThat(GroupNeeds.refusals(POOR, ORDERED))
        .containsExactly(
            "group 'healer' of channel 'ci.events': events of one partition key stay in order:"
                + " it has no sessions; choose another tier",
            "group 'healer' of channel 'ci.events': its name is too long");
  }

  @Test
  void what_nobody_asks_for_is_not_refused() {
    assertThat(GroupNeeds.refusals(POOR, GroupSpec.of("ci.events", "heal"))).isEmpty();
    assertThat(GroupNeeds.of(GroupSpec.of("ci.events", "heal")))
        .containsExactly(Need.FAN_OUT, Need.CRASH);
  }
}
