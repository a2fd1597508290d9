package dev.serai.cli;

import dev.serai.ledger.Replay;
import java.util.LinkedHashMap;
import java.util.Map;

/** Replays as commands show them. */
final class ReplayView {

  private ReplayView() {}

  static String line(Replay replay) {
    return "%6d  %-24s  %-20s  %-16s  %-9s  %,d replayed"
        .formatted(
            replay.id(),
            replay.startedAt(),
            replay.channel(),
            replay.group(),
            replay.state(),
            replay.replayed());
  }

  static Map<String, Object> json(Replay replay) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", replay.id());
    view.put("startedAt", replay.startedAt().toString());
    view.put("channel", replay.channel());
    view.put("group", replay.group());
    view.put("state", replay.state());
    view.put("perSecond", replay.perSecond());
    view.put("replayed", replay.replayed());
    return view;
  }
}
