package dev.serai.delivery;

import java.util.Map;

/** On the embedded bus. */
class KillTest extends KillContract {

  @Override
  protected String broker() {
    return "embedded";
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of();
  }
}
