package dev.serai.source.poll;

import java.time.Duration;

/** Told of every poll; must be quick and must not throw. */
public interface PollObserver {

  /**
   * A poll ended.
   *
   * @param outcome {@code changed}, {@code not-modified}, or why it failed
   */
  void polled(String connector, String outcome, Duration took);

  /**
   * Entries were handled.
   *
   * @param outcome {@code published}, {@code known}, {@code ignored}, {@code failed} or {@code
   *     too-large}
   */
  void entries(String connector, String outcome, int count);
}
