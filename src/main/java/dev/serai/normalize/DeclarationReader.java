package dev.serai.normalize;

import dev.serai.normalize.Declaration.EventRules;
import dev.serai.normalize.Declaration.Naming;
import dev.serai.normalize.Rule.Each;
import dev.serai.normalize.Rule.EventShape;
import dev.serai.normalize.YamlTree.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Compiles a declaration; every fault is found here, none when a message comes. */
final class DeclarationReader {

  private static final Set<String> ALWAYS = Set.of("event", "delivery", "connector");
  private static final Set<String> IN_DATA = Set.of("id", "type", "time");
  private static final List<String> OF_FILE =
      List.of("about", "verify", "form", "event", "id", "let", "defaults", "events");
  private static final List<String> OF_EVENT = List.of("about", "let", "rules", "ignore");
  private static final List<String> OF_RULE =
      List.of("when", "let", "ignore", "each", "key", "also");
  private static final List<String> OF_FURTHER_RULE = List.of("when", "let", "each", "key");

  private final Fields defaults;
  private final Mapping lets;
  private final Naming naming;
  private final Set<String> headers = new HashSet<>();

  private DeclarationReader(Mapping file) {
    file.allowOnly("a normalizer", OF_FILE);
    defaults = Fields.of(file.get("defaults"), "defaults", List.of());
    lets = optionalMapping(file.get("let"), file);
    if (file.get("event") instanceof Mapping) {
      throw file.keys()
          .get("event")
          .fault(
              "\"event:\" is the expression that names the event; its rules stand in \"events:\"");
    }
    naming =
        Naming.of(
            Fields.expression(file.get("event")), Fields.expression(file.get("id")), new Wanted());
    use(naming, naming.wanted());
  }

  static Declaration read(Mapping file) {
    return new DeclarationReader(file).declaration(file);
  }

  private Declaration declaration(Mapping file) {
    if (!(file.get("events") instanceof Mapping events)) {
      throw file.place().fault("\"events:\" with the sender's event names is missing");
    }
    Map<String, EventRules> rules = new LinkedHashMap<>();
    events.members().forEach((name, event) -> rules.put(name, event(name, event.mapping())));
    return new Declaration(
        text(file.get("about")),
        file.get("verify") == null
            ? List.of()
            : file.get("verify").sequence().stream().map(it -> it.scalar().value()).toList(),
        text(file.get("form")),
        naming,
        Set.copyOf(headers),
        rules);
  }

  private void use(Naming names, Wanted wanted) {
    Stream.of(names.event(), names.id())
        .filter(Objects::nonNull)
        .forEach(Scope.of(wanted, headers, ALWAYS)::use);
  }

  private EventRules event(String name, Mapping event) {
    Fields fields = defaults.with(Fields.of(event, "event " + name, OF_EVENT));
    Wanted wanted = naming.isEventInBody() ? naming.wanted() : new Wanted();
    use(naming, wanted);
    Scope scope = Scope.of(wanted, headers, ALWAYS);
    Map<String, Jslt> variables = new LinkedHashMap<>();
    for (Mapping more : List.of(lets, optionalMapping(event.get("let"), event))) {
      variables.putAll(lets(more, scope));
    }
    List<YamlTree> rows = new ArrayList<>();
    if (event.get("ignore") != null) {
      rows.add(new Mapping(event.place(), Map.of(), Map.of("ignore", event.get("ignore"))));
    }
    if (event.get("rules") != null) {
      rows.addAll(event.get("rules").sequence());
    }
    boolean both = event.get("ignore") != null && event.get("rules") != null;
    if (both) {
      throw event
          .place()
          .fault("event " + name + " has \"rules:\" and \"ignore:\"; keep one of them");
    }
    if (rows.isEmpty()) {
      rows.add(Mapping.empty(event.place()));
    }
    List<Rule> rules = new ArrayList<>();
    for (YamlTree row : rows) {
      if (!rules.isEmpty() && rules.get(rules.size() - 1).when() == null) {
        throw row.place().fault("this rule is never reached: the one above it has no \"when:\"");
      }
      rules.add(rule(row.mapping(), fields, scope.inner()));
    }
    return new EventRules(variables, List.copyOf(rules), wanted);
  }

  private static Rule rule(Mapping row, Fields inherited, Scope scope) {
    Jslt when = row.get("when") == null ? null : used(row.get("when"), scope);
    if (row.get("ignore") != null) {
      row.allowOnly("a rule that ignores", List.of("when", "ignore"));
      Template reason = used(Fields.template(row.get("ignore")), scope);
      return new Rule(row.place(), when, Map.of(), reason, null, List.of());
    }
    List<Rule> also = new ArrayList<>();
    if (row.get("also") != null) {
      for (YamlTree further : row.get("also").sequence()) {
        also.add(further(further.mapping(), inherited, scope.inner()));
      }
    }
    if (row.get("key") != null && row.get("each") == null) {
      throw row.keys()
          .get("key")
          .fault("\"key:\" tells the events of \"each:\" apart, which is missing");
    }
    return making(row, when, Fields.of(row, "a rule", OF_RULE), inherited, scope, also);
  }

  private static Rule further(Mapping row, Fields inherited, Scope scope) {
    if (row.get("key") == null) {
      throw row.place()
          .fault("\"key:\" is missing: it tells this event from the others of its message");
    }
    Jslt when = row.get("when") == null ? null : used(row.get("when"), scope);
    Fields own = Fields.of(row, "a rule under \"also:\"", OF_FURTHER_RULE);
    return making(row, when, own, inherited, scope, List.of());
  }

  private static Rule making(
      Mapping row, Jslt when, Fields own, Fields inherited, Scope scope, List<Rule> also) {
    Fields fields = inherited.with(own);
    Each each = each(row.get("each"), scope);
    Jslt key = row.get("key") == null ? null : used(row.get("key"), scope);
    Map<String, Jslt> lets = lets(optionalMapping(row.get("let"), row), scope);
    complete(fields, row.place());
    used(fields.type(), scope);
    Stream.concat(
            Stream.of(fields.source(), fields.subject(), fields.time()),
            Stream.concat(fields.require().stream(), fields.extensions().values().stream()))
        .filter(expression -> expression != null)
        .forEach(scope::use);
    scope.define(IN_DATA);
    fields.data().expressions(scope::use);
    return new Rule(
        row.place(),
        when,
        lets,
        null,
        new EventShape(
            fields.type(),
            each,
            key,
            fields.require(),
            fields.source(),
            fields.subject(),
            fields.time(),
            fields.extensions(),
            fields.data(),
            DataText.of(fields.data())),
        also);
  }

  private static Each each(YamlTree tree, Scope scope) {
    if (tree == null) {
      return null;
    }
    Map<String, YamlTree> members = tree.mapping().members();
    if (members.size() != 1) {
      throw tree.place().fault("one variable is expected, such as {commit: .commits}");
    }
    String variable = members.keySet().iterator().next();
    Jslt array = Fields.expression(members.get(variable));
    scope.define(variable, array);
    return new Each(variable, array);
  }

  private static Map<String, Jslt> lets(Mapping lets, Scope scope) {
    Map<String, Jslt> variables = new LinkedHashMap<>();
    lets.members()
        .forEach(
            (name, tree) -> {
              Jslt value = Fields.expression(tree);
              scope.define(name, value);
              variables.put(name, value);
            });
    return variables;
  }

  private static Jslt used(YamlTree tree, Scope scope) {
    Jslt expression = Fields.expression(tree);
    scope.use(expression);
    return expression;
  }

  private static void complete(Fields fields, Place place) {
    Map<String, Object> needed = new LinkedHashMap<>();
    needed.put("type", fields.type());
    needed.put("source", fields.source());
    needed.put("data", fields.data());
    needed.forEach(
        (name, value) -> {
          if (value == null) {
            throw place.fault(
                "\""
                    + name
                    + ":\" is missing: here, in the event or in the defaults"
                    + (name.equals("type") ? ", or write \"ignore:\" with a reason" : ""));
          }
        });
  }

  private static Template used(Template template, Scope scope) {
    template.expressions().forEach(scope::use);
    return template;
  }

  private static String text(YamlTree tree) {
    return tree == null ? null : tree.scalar().value();
  }

  private static Mapping optionalMapping(YamlTree tree, Mapping owner) {
    return tree == null ? Mapping.empty(owner.place()) : tree.mapping();
  }
}
