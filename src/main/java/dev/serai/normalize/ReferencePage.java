package dev.serai.normalize;

import dev.serai.normalize.Declaration.EventRules;
import dev.serai.normalize.Declaration.Naming;
import dev.serai.normalize.Rule.EventShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What the declarations of one system say, as a Markdown page. */
final class ReferencePage {

  private final StringBuilder page = new StringBuilder();

  private ReferencePage() {}

  static String of(String name, Declaration hub, Declaration natively) {
    ReferencePage reference = new ReferencePage();
    reference.head(name, hub);
    reference.line("## `vocabulary: hub`\n");
    reference.line("The first row of an event that holds decides.\n");
    reference.line("| event | when | becomes | subject | time |");
    reference.line("|---|---|---|---|---|");
    hub.events().forEach(reference::rows);
    reference.line("");
    reference.data(hub);
    reference.line("## `vocabulary: native`\n");
    reference.line("The data is the body as it came.\n");
    reference.line("| event | when | becomes | subject | time |");
    reference.line("|---|---|---|---|---|");
    natively.events().forEach(reference::rows);
    return reference.page.toString();
  }

  /** The page of a vocabulary that is made of the hub's own events. */
  static String ofVocabulary(Declaration words) {
    ReferencePage reference = new ReferencePage();
    reference.line("# " + words.about() + "\n");
    reference.line(
        """
        Generated from `vocabularies/cdevents.yaml`; what it is for is told in [the guide](../guide/vocabularies.md).
        `.a.b` is a member of the hub event's data. The first row of an event that holds decides. An event of a type
        that is not listed becomes a custom event, with the hub's record as its content. Standard events have the record as `customData`.
        """);
    reference.line("| hub event | when | becomes | subject | time |");
    reference.line("|---|---|---|---|---|");
    words.events().forEach(reference::rows);
    return reference.page.toString();
  }

  private void head(String name, Declaration hub) {
    line("# " + hub.about() + "\n");
    line(
        """
        Generated from `normalizers/%1$s.yaml` and `normalizers/%1$s.native.yaml`; how such a file is
        read is told in [the guide](../guide/normalizers.md). `.a.b` is a member of the message.
        Without a time the event has the time of its receipt.
        """
            .formatted(name));
    naming(hub.naming());
  }

  private void naming(Naming naming) {
    if (naming.event() != null) {
      line("The event is `" + oneLine(naming.event()) + "`; `$event` is its name at the door.");
    }
    if (naming.id() != null) {
      line("Its id begins with `" + oneLine(naming.id()) + "`; `$delivery` is the door's.");
    }
    if (naming.event() != null || naming.id() != null) {
      line("");
    }
  }

  private static String oneLine(Jslt expression) {
    return expression.text().replaceAll("\\s+", " ");
  }

  private void rows(String event, EventRules rules) {
    String first = "`" + (event.equals(Declaration.ANY_OTHER) ? "any other" : event) + "`";
    for (Rule rule : rules.rules()) {
      String when = rule.when() == null ? "" : code(rule.when().text(), rules.lets());
      String row = "| " + first + " | " + when + " | ";
      line(row + (rule.ignore() == null ? made(rule.event(), rules) : ignored(rule, rules)));
      rule.also().forEach(further -> line(further(further, rules)));
      first = "";
    }
  }

  private void data(Declaration hub) {
    Map<String, Set<String>> members = new LinkedHashMap<>();
    hub.events().forEach((event, rules) -> members.put(event, members(rules)));
    members.values().removeIf(Set::isEmpty);
    Set<String> common = new LinkedHashSet<>(members.values().iterator().next());
    members.values().forEach(common::retainAll);
    line("Every event's data has " + codes(common) + "; what is unknown is null. Besides:\n");
    line("| event | data |");
    line("|---|---|");
    members.forEach(
        (event, own) -> {
          own.removeAll(common);
          line("| `" + event + "` | " + codes(own) + " |");
        });
    line("");
  }

  private static Set<String> members(EventRules rules) {
    Set<String> names = new LinkedHashSet<>();
    for (Rule rule : rules.rules()) {
      if (rule.event() != null) {
        rule.event().data().members("", names::add);
        rule.also().forEach(further -> further.event().data().members("", names::add));
      }
    }
    return names;
  }

  private static String codes(Set<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  private static String further(Rule rule, EventRules rules) {
    String when = rule.when() == null ? "" : ": " + code(rule.when().text(), rules.lets());
    return "| | and besides" + when + " | " + made(rule.event(), rules);
  }

  private static String made(EventShape event, EventRules rules) {
    String becomes = "`" + inlined(event.type().toString(), rules.lets()) + "`";
    if (event.each() != null) {
      becomes += ", one for each of " + code(event.each().array().text(), rules.lets());
    }
    StringJoiner cells = new StringJoiner(" | ", "", " |");
    cells.add(becomes);
    cells.add(event.subject() == null ? "" : code(event.subject().text(), rules.lets()));
    cells.add(event.time() == null ? "" : code(event.time().text(), rules.lets()));
    return cells.toString();
  }

  private static String ignored(Rule rule, EventRules rules) {
    return "nothing: " + inlined(rule.ignore().toString(), rules.lets()) + " | | |";
  }

  private static String code(String expression, Map<String, Jslt> lets) {
    return "`" + inlined(expression, lets).replaceAll("\\s+", " ") + "`";
  }

  /** Puts the path in the place of each variable that is only a short name for one. */
  private static String inlined(String text, Map<String, Jslt> lets) {
    String inlined = text;
    List<Map.Entry<String, Jslt>> latestFirst = new ArrayList<>(lets.entrySet());
    Collections.reverse(latestFirst);
    for (Map.Entry<String, Jslt> let : latestFirst) {
      if (let.getValue().reads().onlyChain() != null) {
        inlined = inlined.replace("$" + let.getKey() + ".", let.getValue().text() + ".");
      }
    }
    return inlined.replace("|", "\\|");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
