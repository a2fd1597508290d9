package dev.serai.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scenarios of a Gherkin file, outlines multiplied by their examples: as much of Gherkin as the
 * official CloudEvents features use.
 */
public final class FeatureFile {

  /** A step with its block of text, or its table without the head, or neither. */
  public record Step(String text, String block, List<List<String>> table) {}

  /** A scenario with the background's steps first. */
  public record Scenario(String name, List<Step> steps) {

    /** The only step that starts with these words. */
    public Step step(String start) {
      List<Step> found = steps.stream().filter(s -> s.text().startsWith(start)).toList();
      if (found.size() != 1) {
        throw new AssertionError(name + " has " + found.size() + " steps \"" + start + "…\"");
      }
      return found.get(0);
    }
  }

  private final List<String> lines;
  private final List<Scenario> scenarios = new ArrayList<>();
  private int at;

  private FeatureFile(List<String> lines) {
    this.lines = lines;
  }

  public static List<Scenario> scenarios(Path file) throws IOException {
    FeatureFile feature = new FeatureFile(Files.readAllLines(file));
    feature.read();
    return feature.scenarios;
  }

  private void read() {
    List<Step> background = List.of();
    while (at < lines.size()) {
      String line = lines.get(at++).strip();
      if (line.startsWith("Background:")) {
        background = steps();
      } else if (line.startsWith("Scenario")) {
        List<Step> steps = new ArrayList<>(background);
        steps.addAll(steps());
        scenario(line.substring(line.indexOf(':') + 1).strip(), steps);
      }
    }
  }

  private void scenario(String name, List<Step> steps) {
    if (at == lines.size() || !lines.get(at).strip().equals("Examples:")) {
      scenarios.add(new Scenario(name, steps));
      return;
    }
    at++;
    List<List<String>> rows = table();
    List<String> head = rows.get(0);
    for (List<String> row : rows.subList(1, rows.size())) {
      Map<String, String> values = new LinkedHashMap<>();
      for (int i = 0; i < head.size(); i++) {
        values.put("<" + head.get(i) + ">", row.get(i));
      }
      List<Step> filled = steps.stream().map(step -> filled(step, values)).toList();
      scenarios.add(new Scenario(filled(name, values), filled));
    }
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    while (at < lines.size() && lines.get(at).strip().matches("(Given|When|Then|And|But) .*")) {
      String text = lines.get(at++).strip().replaceFirst("^\\w+ ", "");
      String block = block();
      List<List<String>> table = table();
      steps.add(new Step(text, block, table.isEmpty() ? table : table.subList(1, table.size())));
      skipEmptyLines();
    }
    return steps;
  }

  private String block() {
    if (at == lines.size() || !lines.get(at).strip().equals("\"\"\"")) {
      return null;
    }
    int indent = lines.get(at++).indexOf('"');
    StringBuilder block = new StringBuilder();
    while (!lines.get(at).strip().equals("\"\"\"")) {
      String line = lines.get(at++);
      block
          .append(block.isEmpty() ? "" : "\n")
          .append(line.substring(Math.min(indent, line.length())));
    }
    at++;
    return block.toString();
  }

  private List<List<String>> table() {
    List<List<String>> rows = new ArrayList<>();
    while (at < lines.size() && lines.get(at).strip().startsWith("|")) {
      String[] cells = lines.get(at++).strip().split("\\|");
      rows.add(List.of(cells).subList(1, cells.length).stream().map(String::strip).toList());
    }
    return rows;
  }

  private void skipEmptyLines() {
    while (at < lines.size() && lines.get(at).isBlank()) {
      at++;
    }
  }

  private static Step filled(Step step, Map<String, String> values) {
    return new Step(
        filled(step.text(), values),
        step.block() == null ? null : filled(step.block(), values),
        step.table().stream()
            .map(row -> row.stream().map(cell -> filled(cell, values)).toList())
            .toList());
  }

  private static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    return filled;
  }
}
