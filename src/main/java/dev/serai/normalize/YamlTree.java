package dev.serai.normalize;

import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** YAML that remembers where it stands and how its scalars were quoted. */
sealed interface YamlTree {

  Place place();

  record Scalar(Place place, String value, boolean quoted) implements YamlTree {}

  record Sequence(Place place, List<YamlTree> elements) implements YamlTree {}

  record Mapping(Place place, Map<String, Place> keys, Map<String, YamlTree> members)
      implements YamlTree {

    static Mapping empty(Place place) {
      return new Mapping(place, Map.of(), Map.of());
    }

    YamlTree get(String key) {
      return members.get(key);
    }

    /** Throws {@link InvalidDeclarationException} for any other key. */
    void allowOnly(String what, List<String> known) {
      keys.forEach(
          (key, at) -> {
            if (!known.contains(key)) {
              throw at.fault(
                  "\""
                      + key
                      + "\" is not known in "
                      + what
                      + "; known here: "
                      + String.join(", ", new TreeSet<>(known)));
            }
          });
    }
  }

  static Mapping read(String file, Reader text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    try {
      Node root =
          new Compose(settings)
              .composeReader(text)
              .orElseThrow(() -> new Place(file, 1, 1).fault("the file is empty"));
      return new Builder(file).tree(root, 0) instanceof Mapping mapping
          ? mapping
          : mappingExpected(new Place(file, 1, 1));
    } catch (MarkedYamlEngineException e) {
      Place place = Builder.place(file, e.getProblemMark());
      throw new InvalidDeclarationException(place, "no valid YAML: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new InvalidDeclarationException(
          new Place(file, 1, 1), "no valid YAML: " + e.getMessage(), e);
    }
  }

  private static Mapping mappingExpected(Place place) {
    throw place.fault("\"key: value\" lines are expected here");
  }

  default Mapping mapping() {
    return this instanceof Mapping mapping ? mapping : mappingExpected(place());
  }

  default List<YamlTree> sequence() {
    if (this instanceof Sequence sequence) {
      return sequence.elements();
    }
    throw place().fault("a list (lines that begin with \"- \") is expected here");
  }

  default Scalar scalar() {
    if (this instanceof Scalar scalar) {
      return scalar;
    }
    throw place()
        .fault(
            "one value is expected here; an expression that begins with [ or { must stand in a"
                + " block: write \">-\" and the expression on the next line, indented");
  }

  /** Turns the library's nodes into trees. */
  record Builder(String file) {

    private static final int DEEPEST = 50;

    YamlTree tree(Node node, int depth) {
      Place place = place(file, node.getStartMark());
      if (depth > DEEPEST) {
        throw place.fault("nested too deep; does an alias contain itself?");
      }
      if (node instanceof ScalarNode scalar) {
        ScalarStyle style = scalar.getScalarStyle();
        boolean quoted = style == ScalarStyle.DOUBLE_QUOTED || style == ScalarStyle.SINGLE_QUOTED;
        return new Scalar(place, scalar.getValue(), quoted);
      }
      if (node instanceof SequenceNode sequence) {
        List<YamlTree> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
          elements.add(tree(element, depth + 1));
        }
        return new Sequence(place, elements);
      }
      return mapping((MappingNode) node, place, depth);
    }

    private Mapping mapping(MappingNode node, Place place, int depth) {
      Map<String, Place> keys = new LinkedHashMap<>();
      Map<String, YamlTree> members = new LinkedHashMap<>();
      for (NodeTuple tuple : node.getValue()) {
        Place at = place(file, tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
          throw at.fault("a key must be a word");
        }
        members.put(key.getValue(), tree(tuple.getValueNode(), depth + 1));
        if (keys.put(key.getValue(), at) != null) {
          throw at.fault("\"" + key.getValue() + "\" stands here twice");
        }
      }
      return new Mapping(place, keys, members);
    }

    private static Place place(String file, java.util.Optional<Mark> mark) {
      return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
          .orElse(new Place(file, 1, 1));
    }
  }
}
