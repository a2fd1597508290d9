package dev.serai.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.ledger.DeadLetterQuery;
import dev.serai.manage.view.DeadLetterFilter;
import dev.serai.manage.view.RedriveRequest;
import dev.serai.manage.view.RedriveView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "redrive",
    description = "Send dead letters again, each to the group that gave it up.",
    footer = {
      "%nA dead letter is sent again once. While no hub runs, they wait for the next run.",
      "%nExamples:",
      "  serai dead-letters redrive 17 18",
      "  serai dead-letters redrive --group healer --cause ConnectException --rate 10",
      "  serai dead-letters redrive 17 --edit '{\"branch\": \"main\"}'"
    })
final class DeadLettersRedriveCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  private final Terminal terminal;

  @Mixin HubAccess hub;
  @Mixin DeadLettersSelection selection;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = "How many a second at most; 0 for as fast as can be.")
  int rate;

  @Option(
      names = "--edit",
      paramLabel = "JSON",
      description = "A JSON merge patch (RFC 7386) for the data of each event.")
  String edit;

  DeadLettersRedriveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<DeadLetterQuery> queries = selection.queries(true);
    if (selection.dryRun) {
      DeadLetterPreview.show(hub.ledger, terminal, queries, SHOWN, "would be sent again");
      return ExitCode.OK;
    }
    try (Administration administration = hub.administration(terminal)) {
      return tell(queries.stream().map(query -> redrive(administration, query)).toList());
    }
  }

  private RedriveView redrive(Administration administration, DeadLetterQuery query) {
    return administration.redrive(
        new RedriveRequest(DeadLetterFilter.of(query), rate, false, patch()),
        now -> terminal.progress("%,d of %,d sent again".formatted(now.sent(), now.total())));
  }

  private JsonNode patch() {
    try {
      return edit == null ? null : new ObjectMapper().readTree(edit);
    } catch (JsonProcessingException e) {
      throw new CliException(ExitCode.INVALID, "--edit is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private int tell(List<RedriveView> runs) {
    terminal.progressDone();
    long sent = runs.stream().mapToLong(RedriveView::sent).sum();
    long skipped = runs.stream().mapToLong(RedriveView::skipped).sum();
    boolean failed = skipped > 0;
    for (RedriveView run : runs) {
      failed |= !run.state().equals("done");
      if (run.problem() != null) {
        terminal.note("serai: " + run.problem());
      }
    }
    terminal.say(
        "%,d sent again%s".formatted(sent, skipped == 0 ? "" : ", %,d skipped".formatted(skipped)));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("redriven", sent);
    result.put("skipped", skipped);
    terminal.json(result);
    if (sent == 0) {
      terminal.note(
          "nothing matched that was not sent again before; see 'serai dead-letters ls --redriven'");
    }
    return failed || sent == 0 ? ExitCode.FAILED : ExitCode.OK;
  }
}
