package dev.serai.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the conditions of a query that is put together from what was asked. */
final class Where {

  private final StringBuilder text = new StringBuilder();
  private final List<Object> arguments = new ArrayList<>();

  Where and(String condition, Object... values) {
    text.append(text.isEmpty() ? " where " : " and ").append(condition);
    arguments.addAll(List.of(values));
    return this;
  }

  /** Adds the condition only for a value that is there. */
  Where given(String condition, Object value) {
    return value == null ? this : and(condition, value);
  }

  Where given(String condition, Instant time) {
    return time == null ? this : and(condition, time.toEpochMilli());
  }

  /** Types, where one ending in {@code *} matches by prefix. */
  Where types(Set<String> types) {
    if (types.isEmpty()) {
      return this;
    }
    StringBuilder any = new StringBuilder("(");
    List<Object> values = new ArrayList<>();
    for (String type : types) {
      any.append(any.length() == 1 ? "" : " or ");
      if (type.endsWith("*")) {
        String prefix = type.substring(0, type.length() - 1);
        any.append("substr(type, 1, ?) = ?");
        values.add(prefix.length());
        values.add(prefix);
      } else {
        any.append("type = ?");
        values.add(type);
      }
    }
    return and(any.append(')').toString(), values.toArray());
  }

  String sql(String before, String after) {
    return before + text + after;
  }

  Object[] arguments(Object... more) {
    List<Object> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all.toArray();
  }
}
