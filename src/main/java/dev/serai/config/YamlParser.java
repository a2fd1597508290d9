package dev.serai.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into values with places. Works on the parser's events, without recursion, so that
 * neither depth nor aliases of a hostile file cost more than its bytes.
 */
final class YamlParser {

  static final int MAX_BYTES = 1 << 20;
  static final int MAX_DEPTH = 32;
  static final int MAX_VALUES = 20_000;

  private final String file;
  private final List<Problem> problems;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<String, Yaml> anchors = new HashMap<>();
  private Yaml root;
  private boolean documentSeen;

  /** Duplicate keys go to {@code problems}; the first of them counts. */
  YamlParser(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Empty when the text holds no value. */
  Optional<Yaml> parse(String text) throws Refusal {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MAX_BYTES).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        take(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw new Refusal(e.getProblemMark().map(this::place).orElse(whole()), explain(e));
    } catch (YamlEngineException e) {
      throw new Refusal(whole(), "is no YAML: " + e.getMessage());
    }
    return Optional.ofNullable(root);
  }

  private void take(Event event) throws Refusal {
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), event);
      Yaml value = new Yaml.Scalar(place(event), scalar.getValue(), scalar.isPlain());
      remember(scalar.getAnchor(), value);
      add(value);
    } else if (event instanceof CollectionStartEvent start) {
      refuseTag(start.getTag(), event);
      open.push(new Open(place(event), start instanceof MappingStartEvent, start.getAnchor()));
      if (open.size() > MAX_DEPTH) {
        throw new Refusal(place(event), "nests deeper than " + MAX_DEPTH + " levels");
      }
    } else if (event instanceof CollectionEndEvent) {
      Open ended = open.pop();
      Yaml value = ended.end();
      remember(ended.anchor, value);
      add(value);
    } else if (event instanceof AliasEvent alias) {
      add(resolve(alias));
    } else if (event instanceof DocumentStartEvent) {
      if (documentSeen) {
        throw new Refusal(
            place(event), "begins a second document here; put everything into one, without '---'");
      }
      documentSeen = true;
    }
  }

  private Yaml resolve(AliasEvent alias) throws Refusal {
    String name = alias.getAlias().getValue();
    Yaml value = anchors.get(name);
    if (value == null) {
      throw new Refusal(
          place(alias), "*%s refers to no &%s that ends before it".formatted(name, name));
    }
    return value;
  }

  private void refuseTag(Optional<String> tag, Event event) throws Refusal {
    if (tag.isPresent()) {
      throw new Refusal(place(event), "has the tag '" + tag.get() + "'; leave it out");
    }
  }

  private void remember(Optional<Anchor> anchor, Yaml value) {
    anchor.ifPresent(a -> anchors.put(a.getValue(), value));
  }

  private void add(Yaml value) throws Refusal {
    if (open.isEmpty()) {
      root = value;
    } else {
      open.peek().add(value);
    }
  }

  private Place whole() {
    return Place.wholeFile(file);
  }

  private Place place(Event event) {
    return event.getStartMark().map(this::place).orElse(whole());
  }

  private Place place(Mark mark) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String explain(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem()).strip();
    if (problem.contains("TAB")) {
      return "a tab stands here; YAML is indented with spaces only";
    }
    String context = e.getContext() == null ? "" : e.getContext().strip() + ", ";
    String hint =
        problem.contains("'}'") || problem.contains("'{'") || problem.contains("','")
            ? " (inside { } or [ ] a value with ${...} must stand in quotes)"
            : "";
    return "is no YAML here: " + context + problem + hint;
  }

  /** A map or list whose end is still to come. */
  private final class Open {

    final Optional<Anchor> anchor;
    private final Place place;
    private final boolean mapping;
    private final Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    private final List<Yaml> items = new ArrayList<>();
    private Yaml.Scalar key;
    private int weight = 1;

    Open(Place place, boolean mapping, Optional<Anchor> anchor) {
      this.place = place;
      this.mapping = mapping;
      this.anchor = anchor;
    }

    void add(Yaml value) throws Refusal {
      weight += value.weight();
      if (weight > MAX_VALUES) {
        throw new Refusal(
            place, "holds more than " + MAX_VALUES + " values, counting those behind aliases");
      }
      if (!mapping) {
        items.add(value);
      } else if (key != null) {
        put(key, value);
        key = null;
      } else if (value instanceof Yaml.Scalar scalar) {
        key = scalar;
      } else {
        throw new Refusal(value.place(), "has " + value.kind() + " as a key; keys are names");
      }
    }

    private void put(Yaml.Scalar name, Yaml value) {
      Yaml.Entry entry = new Yaml.Entry(name.place(), name.text(), value);
      Yaml.Entry first = entries.putIfAbsent(name.text(), entry);
      if (first != null) {
        problems.add(
            new Problem(
                name.place(),
                "'%s' stands here a second time, first in line %d; keep one"
                    .formatted(name.text(), first.place().line())));
      }
    }

    Yaml end() {
      return mapping
          ? new Yaml.Mapping(place, List.copyOf(entries.values()), weight)
          : new Yaml.Sequence(place, List.copyOf(items), weight);
    }
  }
}
