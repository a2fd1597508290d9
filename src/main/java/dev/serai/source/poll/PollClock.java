package dev.serai.source.poll;

import java.time.Duration;
import java.time.Instant;

/** Now and later. */
public interface PollClock {

  Instant now();

  /** Runs the task once, on a thread that must not be blocked; the result keeps it from running. */
  Runnable after(Duration delay, Runnable task);
}
