package dev.serai.manage;

import dev.serai.delivery.Replayer;
import dev.serai.manage.view.EventView;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.Preview;
import dev.serai.manage.view.ReplayRequest;
import dev.serai.manage.view.ReplayView;
import java.util.Set;

/** Events of the log, sent again to one group. */
final class ReplayDesk {

  private static final int SAMPLE = 20;

  private final Replayer replayer;

  ReplayDesk(Replayer replayer) {
    this.replayer = replayer;
  }

  void open(Endpoints endpoints) {
    endpoints.get(
        "/replays",
        Set.of(),
        asked -> Reply.ok(new Page<>(replayer.all().stream().map(ReplayView::of).toList(), null)));
    endpoints.get("/replays/:id", Set.of(), asked -> Reply.ok(view(asked.pathNumber("id"))));
    endpoints.post("/replays", this::start);
    endpoints.post("/replays/:id/cancel", this::cancel);
  }

  private Reply start(Asked asked) {
    ReplayRequest request = asked.body(ReplayRequest.class);
    if (request.channel() == null || request.group() == null) {
      throw Refused.badRequest("a replay wants 'channel' and 'group': it goes to one group only");
    }
    String elsewhere = request.query().channel();
    if (elsewhere != null && !elsewhere.equals(request.channel())) {
      throw Refused.badRequest(
          "the query names channel '%s', but the replay is for channel '%s'"
              .formatted(elsewhere, request.channel()));
    }
    if (request.dryRun()) {
      Replayer.Preview preview = preview(request);
      return Reply.ok(
          new Preview<>(preview.count(), preview.sample().stream().map(EventView::of).toList()));
    }
    long id = begin(request);
    Audit.note(asked, "began replay " + id, request);
    return Reply.accepted(view(id));
  }

  private Replayer.Preview preview(ReplayRequest request) {
    try {
      return replayer.preview(request.channel(), request.query().query(), SAMPLE);
    } catch (IllegalArgumentException e) {
      throw Refused.badRequest(e.getMessage());
    }
  }

  private long begin(ReplayRequest request) {
    try {
      return Waiting.on(
          replayer.start(
              request.channel(), request.group(), request.query().query(), request.rate()));
    } catch (IllegalArgumentException e) {
      throw Refused.badRequest(e.getMessage());
    }
  }

  private Reply cancel(Asked asked) {
    long id = asked.pathNumber("id");
    ReplayView view = view(id);
    if (!Waiting.on(replayer.cancel(id))) {
      throw new Refused(
          409,
          "Not under way",
          "replay %d is %s; only one that runs can be cancelled".formatted(id, view.state()));
    }
    Audit.note(asked, "cancelled replay " + id, view.query());
    return Reply.accepted(view(id));
  }

  private ReplayView view(long id) {
    return replayer.all().stream()
        .filter(replay -> replay.id() == id)
        .map(ReplayView::of)
        .findFirst()
        .orElseThrow(
            () ->
                Refused.notFound("there is no replay %d; /manage/replays lists all".formatted(id)));
  }
}
