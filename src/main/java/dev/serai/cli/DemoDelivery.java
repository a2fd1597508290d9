package dev.serai.cli;

import java.nio.charset.StandardCharsets;

/**
 * One delivery of the demo.
 *
 * @param what for its reader
 * @param sample a GitHub sample; the event is its name up to the first dot
 * @param repository stands for the sample's own
 * @param id of the delivery
 * @param kind what is right or wrong about it
 */
record DemoDelivery(String what, String sample, String repository, String id, Kind kind) {

  /** What is right or wrong about a delivery, and the answer it must get. */
  enum Kind {
    GOOD(202),
    REPEATED(200),
    OF_NO_INTEREST(200),
    FORGED(401),
    CUT_SHORT(400);

    final int status;

    Kind(int status) {
      this.status = status;
    }
  }

  private static final String OWN_REPOSITORY = "caravan-works/harbor";

  String event() {
    return sample.split("\\.", 2)[0];
  }

  byte[] body() {
    byte[] own =
        Samples.of("github")
            .read(sample)
            .orElseThrow(() -> new IllegalStateException("the sample " + sample + " is missing"));
    String text = new String(own, StandardCharsets.UTF_8).replace(OWN_REPOSITORY, repository);
    return (kind == Kind.CUT_SHORT ? text.substring(0, text.length() / 2) : text)
        .getBytes(StandardCharsets.UTF_8);
  }
}
