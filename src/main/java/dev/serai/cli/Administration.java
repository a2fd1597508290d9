package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.PurgeRequest;
import dev.serai.manage.view.RedriveRequest;
import dev.serai.manage.view.RedriveView;
import dev.serai.manage.view.ReplayRequest;
import dev.serai.manage.view.ReplayView;
import dev.serai.manage.view.SubscriptionView;
import java.util.List;
import java.util.function.Consumer;

/** What changes a hub's work: done by the running hub, or on its ledger while none runs. */
interface Administration extends AutoCloseable {

  /** Sends dead letters again; blocks until it ended. The listener hears how far it is. */
  RedriveView redrive(RedriveRequest request, Consumer<RedriveView> listener);

  /** Deletes dead letters; tells how many. */
  int purge(PurgeRequest request);

  /** Begins a replay. */
  ReplayView replay(ReplayRequest request);

  ReplayView replay(long id);

  ReplayView cancelReplay(long id);

  List<GroupView> groups();

  GroupView pause(String channel, String group);

  GroupView resume(String channel, String group);

  /** Forgets a group that nobody serves; tells how it stood. */
  GroupView remove(String channel, String group);

  /** Idempotent. */
  SubscriptionView enableSubscription(String name);

  /** Idempotent. */
  SubscriptionView disableSubscription(String name);

  @Override
  void close();
}
