package dev.serai.normalize;

import dev.serai.normalize.YamlTree.Mapping;
import dev.serai.normalize.YamlTree.Scalar;
import dev.serai.normalize.YamlTree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a rule takes over from its event, and an event from the defaults; all may be missing. */
record Fields(
    Template type,
    Jslt source,
    Jslt subject,
    Jslt time,
    List<Jslt> require,
    Map<String, Jslt> extensions,
    DataShape data) {

  private static final List<String> NAMES =
      List.of("type", "source", "subject", "time", "require", "extensions", "data");

  /** The bytes as they came, in place of a record built from them. */
  private static final String ORIGINAL = "$body";

  /**
   * @param tree null for no fields at all
   * @param others what else may stand beside the fields
   */
  static Fields of(YamlTree tree, String what, List<String> others) {
    if (tree == null) {
      return new Fields(null, null, null, null, List.of(), Map.of(), null);
    }
    Mapping fields = tree.mapping();
    List<String> known = new ArrayList<>(NAMES);
    known.addAll(others);
    fields.allowOnly(what, known);
    return new Fields(
        template(fields.get("type")),
        expression(fields.get("source")),
        expression(fields.get("subject")),
        expression(fields.get("time")),
        required(fields.get("require")),
        extensions(fields.get("extensions")),
        data(fields.get("data")));
  }

  Fields with(Fields over) {
    List<Jslt> required = new ArrayList<>(require);
    required.addAll(over.require);
    Map<String, Jslt> merged = new LinkedHashMap<>(extensions);
    merged.putAll(over.extensions);
    return new Fields(
        over.type == null ? type : over.type,
        over.source == null ? source : over.source,
        over.subject == null ? subject : over.subject,
        over.time == null ? time : over.time,
        List.copyOf(required),
        merged,
        data == null ? over.data : over.data == null ? data : data.with(over.data));
  }

  /** Null for null. */
  static Template template(YamlTree tree) {
    return tree == null ? null : Template.compile(tree.place(), tree.scalar().value());
  }

  /** Null for null. A quoted scalar is the text in the quotes, as in JSLT itself. */
  static Jslt expression(YamlTree tree) {
    if (tree == null) {
      return null;
    }
    Scalar scalar = tree.scalar();
    return Jslt.compile(
        scalar.place(), scalar.quoted() ? quoted(scalar.value()) : scalar.value().strip());
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private static List<Jslt> required(YamlTree tree) {
    return tree == null ? List.of() : tree.sequence().stream().map(Fields::expression).toList();
  }

  private static Map<String, Jslt> extensions(YamlTree tree) {
    Map<String, Jslt> extensions = new LinkedHashMap<>();
    if (tree != null) {
      Mapping mapping = tree.mapping();
      mapping
          .members()
          .forEach(
              (name, value) -> {
                if (!name.matches("[a-z0-9]{1,20}")) {
                  throw mapping
                      .keys()
                      .get(name)
                      .fault(
                          "\""
                              + name
                              + "\": extensions have up to 20 lower-case letters and digits");
                }
                extensions.put(name, expression(value));
              });
    }
    return extensions;
  }

  private static DataShape data(YamlTree tree) {
    if (tree == null) {
      return null;
    }
    if (tree instanceof Scalar scalar && !scalar.quoted() && scalar.value().equals(ORIGINAL)) {
      return new DataShape.Original();
    }
    return shape(tree);
  }

  private static DataShape shape(YamlTree tree) {
    if (tree instanceof Mapping mapping) {
      Map<String, DataShape> members = new LinkedHashMap<>();
      mapping.members().forEach((name, member) -> members.put(name, shape(member)));
      return new DataShape.Members(members);
    }
    if (tree instanceof Sequence sequence) {
      return new DataShape.Elements(sequence.elements().stream().map(Fields::shape).toList());
    }
    return new DataShape.Leaf(expression(tree));
  }
}
