package dev.serai.event;

/** Starting points for tests that need one event of their own. */
final class SampleEventBuilders {

  private SampleEventBuilders() {}

  static HubEventBuilder valid() {
    return HubEvent.builder().id("1").source("/samples").type("org.example.sample");
  }
}
