package dev.serai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.hub.TestHub;
import dev.serai.ledger.EventQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sender that the hub knows, simulated against a real hub. */
class SendEverySenderTest {

  @TempDir Path folder;

  @Test
  void each_sample_of_each_sender_is_taken_as_often_as_it_is_sent() {
    List<String> sent = new ArrayList<>();
    try (TestHub hub = TestHub.start(folder, config())) {
      for (KnownSender sender : KnownSender.all()) {
        sender.samples().stream()
            .filter(sample -> !sample.equals("ping"))
            .forEach(sample -> twice(hub, sender.name(), sample, sent));
      }
      twice(hub, "inbox", "order.placed", sent);

      int events =
          hub.hub()
              .ledger()
              .events()
              .find(new EventQuery("all", null, null, Set.of(), null, null, null), 0, 1000)
              .size();
      assertThat(events).isGreaterThanOrEqualTo(sent.size());
    }
  }

  private void twice(TestHub hub, String connector, String sample, List<String> sent) {
    for (int i = 0; i < 2; i++) {
      CommandRun run =
          CommandRun.of(
              "send",
              "--config=" + folder.resolve("connectors.yaml"),
              "--data=" + folder.resolve("data"),
              "--url=http://127.0.0.1:" + hub.hub().port(),
              connector,
              sample);

      assertThat(run.code()).as("%s %s: %s", connector, sample, run.err()).isZero();
      assertThat(run.out()).as("%s %s", connector, sample).doesNotContain("duplicate");
      sent.add(connector + "/" + sample);
    }
  }

  private static String config() {
    StringBuilder config = new StringBuilder("channels: { all: {} }\nconnectors:\n");
    for (KnownSender sender : KnownSender.all()) {
      config.append(
          """
            %s:
              type: webhook
              verify: { scheme: %s%s, secrets: ["%s"] }
              normalize: %s
              channel: all
          """
              .formatted(
                  sender.name(),
                  sender.schemes().get(0),
                  sender.schemes().get(0).equals("hmac") ? ", header: X-Signature" : "",
                  sender.schemes().get(0).equals("basic") ? "ci:hush" : "hush",
                  sender.name()));
    }
    return config
        + "  inbox: { type: cloudevents, verify: { scheme: bearer, secrets: [hush] }, channel: all }\n";
  }
}
