package dev.serai.config;

import java.util.Map;

/**
 * What stands under {@code brokers.<name>}, for its binding to check. Values are text, {@link
 * Integer}, {@link Long}, {@link Boolean}, lists and maps of these; they may hold passwords, so
 * none is printed.
 */
public record BrokerSettings(Map<String, Object> values) {

  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
