package dev.serai.cli;

import dev.serai.manage.view.GroupView;
import dev.serai.manage.view.PurgeRequest;
import dev.serai.manage.view.RedriveRequest;
import dev.serai.manage.view.RedriveView;
import dev.serai.manage.view.ReplayRequest;
import dev.serai.manage.view.ReplayView;
import dev.serai.manage.view.SubscriptionView;
import dev.serai.manage.view.ViewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Asks a running hub through its management port. */
final class RunningHub implements Administration {

  private static final long LOOK_MILLIS = 200;

  /** How many dead letters went. */
  private record Purged(int purged) {}

  private final ManagementClient client;

  RunningHub(HubFile hub) {
    client = new ManagementClient(hub);
  }

  @Override
  public RedriveView redrive(RedriveRequest request, Consumer<RedriveView> listener) {
    RedriveView now = client.post("/dead-letters/redrive", request, RedriveView.class);
    while (now.state().equals("running")) {
      listener.accept(now);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      now = client.get("/redrives/" + now.id(), RedriveView.class);
    }
    return now;
  }

  @Override
  public int purge(PurgeRequest request) {
    return client.post("/dead-letters/purge", request, Purged.class).purged();
  }

  @Override
  public ReplayView replay(ReplayRequest request) {
    return client.post("/replays", request, ReplayView.class);
  }

  @Override
  public ReplayView replay(long id) {
    return client.get("/replays/" + id, ReplayView.class);
  }

  @Override
  public ReplayView cancelReplay(long id) {
    return client.post("/replays/" + id + "/cancel", null, ReplayView.class);
  }

  @Override
  public List<GroupView> groups() {
    try {
      return ViewJson.readPage(client.get("/groups"), GroupView.class).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public GroupView pause(String channel, String group) {
    return client.post(path(channel, group) + "/pause", null, GroupView.class);
  }

  @Override
  public GroupView resume(String channel, String group) {
    return client.post(path(channel, group) + "/resume", null, GroupView.class);
  }

  @Override
  public GroupView remove(String channel, String group) {
    return client.post(path(channel, group) + "/remove", null, GroupView.class);
  }

  @Override
  public SubscriptionView enableSubscription(String name) {
    return client.post("/subscriptions/" + encoded(name) + "/enable", null, SubscriptionView.class);
  }

  @Override
  public SubscriptionView disableSubscription(String name) {
    return client.post(
        "/subscriptions/" + encoded(name) + "/disable", null, SubscriptionView.class);
  }

  private static String path(String channel, String group) {
    return "/groups/" + encoded(channel) + "/" + encoded(group);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    // The client holds nothing that must be given back.
  }
}
