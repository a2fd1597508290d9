package dev.serai.bus.kafka;

import dev.serai.cli.DemoContract;

class KafkaDemoTest extends DemoContract {

  @Override
  protected String broker() {
    return "kafka";
  }

  @Override
  protected String settings() {
    return "{ bootstrapServers: '" + KafkaProcess.shared().bootstrapServers() + "' }";
  }
}
