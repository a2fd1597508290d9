package dev.serai.outbound;

import java.util.Map;

/**
 * How a subscriber answered; its body is not read.
 *
 * @param headers names in lower case
 */
public record Answer(int status, Map<String, String> headers) {

  private static final int GONE = 410;

  public boolean isTaken() {
    return status >= 200 && status < 300;
  }

  /** The subscriber wants no more events (Standard Webhooks 1.0.0, CloudEvents webhooks 1.0.2). */
  public boolean isGone() {
    return status == GONE;
  }
}
