package dev.serai.cli;

import dev.serai.delivery.RedriveRun.Progress;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.EventQuery;
import java.util.List;
import java.util.function.Consumer;

/** What changes a hub's work: done by the running hub, or on its ledger while none runs. */
interface Administration extends AutoCloseable {

  /**
   * Sends dead letters again; blocks until it ended.
   *
   * @param perSecond 0 for as fast as can be
   * @param edit a JSON merge patch for the data of each, or null
   * @param listener hears how far it is
   */
  Progress redrive(DeadLetterQuery query, int perSecond, String edit, Consumer<Progress> listener);

  /** Deletes dead letters; tells how many. */
  int purge(DeadLetterQuery query);

  /** Begins a replay and tells its id. */
  long replay(String channel, String group, EventQuery query, int perSecond);

  /** False when no such replay is under way. */
  boolean cancelReplay(long id);

  List<GroupView> groups();

  void pause(String channel, String group);

  void resume(String channel, String group);

  @Override
  void close();
}
