package dev.serai.manage;

import dev.serai.delivery.Redrive;
import dev.serai.delivery.RedriveRun;
import dev.serai.ledger.DeadLetter;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.ledger.Ledger;
import dev.serai.manage.view.DeadLetterFilter;
import dev.serai.manage.view.DeadLetterView;
import dev.serai.manage.view.Page;
import dev.serai.manage.view.Preview;
import dev.serai.manage.view.PurgeRequest;
import dev.serai.manage.view.RedriveRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was given up: see it, send it again, delete it. */
final class DeadLetterDesk {

  private static final int SAMPLE = 20;

  private final Ledger ledger;
  private final Redrive redrive;
  private final Redrives redrives = new Redrives();

  DeadLetterDesk(Ledger ledger, Redrive redrive) {
    this.ledger = ledger;
    this.redrive = redrive;
  }

  void open(Endpoints endpoints) {
    endpoints.get(
        "/dead-letters",
        Set.of(
            "channel",
            "group",
            "type",
            "key",
            "cause",
            "since",
            "until",
            "redriven",
            "after",
            "limit"),
        this::list);
    endpoints.get("/dead-letters/:id", Set.of(), this::show);
    endpoints.post("/dead-letters/redrive", this::redrive);
    endpoints.post("/dead-letters/purge", this::purge);
    endpoints.get("/redrives", Set.of(), asked -> Reply.ok(new Page<>(redrives.views(), null)));
    endpoints.get("/redrives/:id", Set.of(), asked -> Reply.ok(started(asked).view()));
    endpoints.post("/redrives/:id/cancel", this::cancel);
  }

  private Reply list(Asked asked) {
    DeadLetterQuery query =
        new DeadLetterFilter(
                null,
                asked.text("channel"),
                asked.text("group"),
                asked.text("type"),
                asked.text("key"),
                asked.text("cause"),
                asked.time("since"),
                asked.time("until"))
            .query(!asked.flag("redriven"));
    return Reply.ok(
        Pages.read(
            asked,
            (after, limit) -> ledger.deadLetters().find(query, after, limit),
            DeadLetter::id,
            DeadLetter::event,
            DeadLetterView::of));
  }

  private Reply show(Asked asked) {
    long id = asked.pathNumber("id");
    DeadLetterQuery query =
        new DeadLetterQuery(id, null, null, null, null, null, null, null, false);
    List<DeadLetter> found = ledger.deadLetters().find(query, 0, 1);
    if (found.isEmpty()) {
      throw Refused.notFound(
          "there is no dead letter %d; /manage/dead-letters?redriven=true lists all".formatted(id));
    }
    return Reply.ok(DeadLetterView.of(found.get(0)));
  }

  private Reply redrive(Asked asked) {
    RedriveRequest request = asked.body(RedriveRequest.class);
    DeadLetterQuery query = request.query().query(true);
    if (request.dryRun()) {
      Redrive.Preview preview = redrive.preview(query, SAMPLE);
      return Reply.ok(
          new Preview<>(
              preview.count(), preview.sample().stream().map(DeadLetterView::of).toList()));
    }
    Redrives.Started started = redrives.add(request, start(query, request));
    Audit.note(
        asked,
        "began redrive %d of %d dead letters"
            .formatted(started.id(), started.run().progress().total()),
        request);
    started
        .run()
        .done()
        .thenAccept(
            end ->
                Audit.note(
                    asked,
                    "ended redrive %d (%s): %d sent, %d skipped"
                        .formatted(started.id(), end.state(), end.sent(), end.skipped()),
                    request));
    return Reply.accepted(started.view());
  }

  private RedriveRun start(DeadLetterQuery query, RedriveRequest request) {
    try {
      String edit = request.edit() == null ? null : request.edit().toString();
      return redrive.start(query, request.rate(), edit);
    } catch (IllegalArgumentException e) {
      throw Refused.badRequest(e.getMessage());
    }
  }

  private Reply cancel(Asked asked) {
    Redrives.Started started = started(asked);
    started.run().cancel();
    Audit.note(asked, "cancelled redrive " + started.id(), started.request());
    return Reply.ok(started.view());
  }

  private Redrives.Started started(Asked asked) {
    long id = asked.pathNumber("id");
    return redrives
        .find(id)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "there is no redrive %d in this run of the hub; /manage/redrives lists them"
                        .formatted(id)));
  }

  private Reply purge(Asked asked) {
    PurgeRequest request = asked.body(PurgeRequest.class);
    if (request.query().isEmpty() && !request.all()) {
      throw Refused.badRequest(
          "this would delete every dead letter; name some with 'query', or say \"all\": true");
    }
    int purged = Waiting.on(ledger.deadLetters().purge(request.query().query(false)));
    Audit.note(asked, "purged " + purged + " dead letters", request);
    return Reply.ok(Map.of("purged", purged));
  }
}
