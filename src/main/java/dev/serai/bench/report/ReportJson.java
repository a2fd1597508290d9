package dev.serai.bench.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Results as JSON: one object on one line. */
public final class ReportJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);

  private ReportJson() {}

  /**
   * {@code {"at", "command", "met", "machine": {…}, "suites": [{"suite", "how", "figures": […],
   * "verdicts": [{…, "met"}]}]}}.
   */
  public static ObjectNode tree(Report report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("at", report.at().toString());
    json.put("command", report.command());
    json.put("met", report.met());
    json.set("machine", MAPPER.valueToTree(report.machine()));
    var suites = json.putArray("suites");
    report.suites().forEach(suite -> suites.add(tree(suite)));
    return json;
  }

  public static String write(SuiteResult result) {
    return tree(result).toString();
  }

  private static ObjectNode tree(SuiteResult result) {
    ObjectNode json = MAPPER.valueToTree(result);
    var verdicts = json.withArray("verdicts");
    for (int i = 0; i < verdicts.size(); i++) {
      ((ObjectNode) verdicts.get(i)).put("met", result.verdicts().get(i).met());
    }
    return json;
  }

  /**
   * Reads what {@link #write(SuiteResult)} wrote.
   *
   * @throws IllegalArgumentException for anything else, quoting it
   */
  public static SuiteResult read(String json) {
    try {
      ObjectNode tree = (ObjectNode) MAPPER.readTree(json);
      tree.withArray("verdicts").forEach(verdict -> ((ObjectNode) verdict).remove("met"));
      return MAPPER.treeToValue(tree, SuiteResult.class);
    } catch (JsonProcessingException | ClassCastException e) {
      throw new IllegalArgumentException("this is no suite's result: " + json, e);
    }
  }
}
