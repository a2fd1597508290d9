package dev.serai.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The data of an event as declared: a tree with expressions at its leaves. */
sealed interface DataShape {

  JsonNode fill(JsonNode message, Variables variables);

  void expressions(Consumer<Jslt> visitor);

  /** Names what stands at the leaves, such as {@code metadata.branch}. */
  default void members(String path, Consumer<String> visitor) {
    visitor.accept(path);
  }

  /** This shape with the members of another one added or put in place of its own. */
  default DataShape with(DataShape over) {
    return over;
  }

  /** Empty text becomes null: it is how senders say nothing. */
  record Leaf(Jslt expression) implements DataShape {
    @Override
    public JsonNode fill(JsonNode message, Variables variables) {
      JsonNode value = expression.value(message, variables);
      return Functions.saysNothing(value) ? NullNode.instance : value;
    }

    @Override
    public void expressions(Consumer<Jslt> visitor) {
      visitor.accept(expression);
    }
  }

  /** An object; a member whose value is unknown is there and null. */
  record Members(Map<String, DataShape> members) implements DataShape {
    @Override
    public JsonNode fill(JsonNode message, Variables variables) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      members.forEach((name, shape) -> object.set(name, shape.fill(message, variables)));
      return object;
    }

    @Override
    public void expressions(Consumer<Jslt> visitor) {
      members.values().forEach(shape -> shape.expressions(visitor));
    }

    @Override
    public void members(String path, Consumer<String> visitor) {
      String prefix = path.isEmpty() ? "" : path + ".";
      members.forEach((name, shape) -> shape.members(prefix + name, visitor));
    }

    @Override
    public DataShape with(DataShape over) {
      if (!(over instanceof Members more)) {
        return over;
      }
      Map<String, DataShape> merged = new LinkedHashMap<>(members);
      more.members.forEach((name, shape) -> merged.merge(name, shape, DataShape::with));
      return new Members(merged);
    }
  }

  /** An array; elements whose value is unknown are left out. */
  record Elements(List<DataShape> elements) implements DataShape {
    @Override
    public JsonNode fill(JsonNode message, Variables variables) {
      List<JsonNode> known = new ArrayList<>();
      for (DataShape element : elements) {
        JsonNode value = element.fill(message, variables);
        if (!value.isNull()) {
          known.add(value);
        }
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode(known.size());
      return array.addAll(known);
    }

    @Override
    public void expressions(Consumer<Jslt> visitor) {
      elements.forEach(element -> element.expressions(visitor));
    }
  }

  /** The sender's own bytes. */
  record Original() implements DataShape {
    @Override
    public JsonNode fill(JsonNode message, Variables variables) {
      throw new IllegalStateException("the original body is not built from its members");
    }

    @Override
    public void expressions(Consumer<Jslt> visitor) {}
  }
}
