package dev.serai.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings whose keys this room does not know: they are checked by the binding they go to. */
final class FreeForm implements Type<BrokerSettings> {

  @Override
  public String description() {
    return "a map of settings";
  }

  @Override
  public boolean takesEmpty() {
    return true;
  }

  @Override
  public BrokerSettings read(Yaml value, Reading reading) throws Refusal {
    if (value instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return new BrokerSettings(Map.of());
    }
    if (!(value instanceof Yaml.Mapping mapping)) {
      throw reading.wants(this, value, value.kind());
    }
    return new BrokerSettings(map(mapping, reading));
  }

  private Map<String, Object> map(Yaml.Mapping mapping, Reading reading) throws Refusal {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Yaml.Entry entry : mapping.entries()) {
      Object value = value(entry.value(), reading.in(entry.key()));
      if (value != null) {
        all.put(entry.key(), value);
      }
    }
    return Collections.unmodifiableMap(all);
  }

  private Object value(Yaml value, Reading reading) throws Refusal {
    if (value instanceof Yaml.Mapping mapping) {
      return map(mapping, reading);
    }
    if (value instanceof Yaml.Sequence list) {
      List<Object> all = new ArrayList<>();
      for (Yaml item : list.items()) {
        all.add(value(item, reading));
      }
      return Collections.unmodifiableList(all);
    }
    Yaml.Scalar scalar = (Yaml.Scalar) value;
    String text = reading.text(scalar, this).text();
    return scalar.plain() ? resolve(text) : text;
  }

  /**
   * Only what prints again as it was written becomes a number or a boolean: a password such as 0123
   * stays what it is.
   */
  private static Object resolve(String text) {
    if (text.isEmpty() || text.equals("~") || text.equals("null")) {
      return null;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("0|-?[1-9]\\d{0,8}")) {
      return Integer.valueOf(text);
    }
    return text.matches("-?[1-9]\\d{9,17}") ? (Object) Long.valueOf(text) : text;
  }
}
