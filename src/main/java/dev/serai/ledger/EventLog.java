package dev.serai.ledger;

import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/** Every event that passed, in order of {@code seq}. */
public final class EventLog {

  /** What an append did. */
  public record Appended(int stored, int duplicates, long lastSeq) {}

  EventLog() {}

  /**
   * Appends all events or none; complete means on disk.
   *
   * @param once leaves out events whose source and id the channel has seen, and remembers the
   *     others in the same commit
   */
  public CompletionStage<Appended> append(String channel, List<CloudEvent> events, boolean once) {
    throw new UnsupportedOperationException();
  }

  /** Events of one channel after a place, in order; blocks for one query. */
  public List<StoredEvent> read(String channel, long afterSeq, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Events that match, oldest first, after a place; blocks for one query. */
  public List<StoredEvent> find(EventQuery query, long afterSeq, int limit) {
    throw new UnsupportedOperationException();
  }

  /** How many match; blocks for one query. */
  public long count(EventQuery query) {
    throw new UnsupportedOperationException();
  }

  /** The place of the newest event of the channel, 0 when it has none. */
  public long lastSeq(String channel) {
    throw new UnsupportedOperationException();
  }

  /** Names of all channels that ever held an event or a group. */
  public List<String> channels() {
    throw new UnsupportedOperationException();
  }

  /**
   * Calls the listener with the newest place after each commit that added to the channel, on the
   * writer thread.
   */
  public AutoCloseable onAppend(String channel, LongConsumer listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Deletes the channel's events recorded before {@code before}, but never one that some group has
   * not settled.
   *
   * @return how many were deleted; at most 10,000 a call, so that publishing is not held up
   */
  public CompletionStage<Integer> trim(String channel, Instant before) {
    throw new UnsupportedOperationException();
  }

  /**
   * When the oldest unsettled event after {@code afterSeq} was recorded, empty when there is none.
   */
  public Optional<Instant> recordedAtAfter(String channel, long afterSeq) {
    throw new UnsupportedOperationException();
  }
}
