package dev.serai.ledger;

import dev.serai.event.Extensions;
import dev.serai.event.ExtensionsJson;
import dev.serai.event.HubEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The columns that hold an event, the same in every table. */
final class EventColumns {

  static final String NAMES =
      "event_id, source, type, subject, time, content_type, data_schema, partition_key, extensions, data";
  static final int COUNT = 10;

  /** Those that say which event it is, which are the first. */
  static final String IDENTITY = "event_id, source, type";

  private static final List<String> LIST = List.of(NAMES.split(", "));
  private static final long ATTRIBUTES = 512;

  private EventColumns() {}

  /** Roughly what the event takes in memory. */
  static long bytes(CloudEvent event) {
    CloudEventData data = event.getData();
    return ATTRIBUTES + (data == null ? 0 : data.toBytes().length);
  }

  /**
   * Into the columns of a row from {@code first} on, counted from 0. The partition key has a column
   * of its own beside the extensions, so that it can be searched.
   */
  static void put(HubEvent event, Object[] row, int first) {
    row[first] = event.getId();
    row[first + 1] = event.source();
    row[first + 2] = event.getType();
    row[first + 3] = event.getSubject();
    row[first + 4] = event.time();
    row[first + 5] = event.getDataContentType();
    row[first + 6] = event.dataSchema();
    row[first + 7] = Extensions.partitionKey(event);
    row[first + 8] = ExtensionsJson.write(event);
    row[first + 9] = event.data();
  }

  /** The columns of one table, where they are empty those of the other. */
  static String eitherOf(String table, String other) {
    return LIST.stream()
        .map(name -> "coalesce(%s.%s, %s.%s)".formatted(table, name, other, name))
        .collect(Collectors.joining(", "));
  }

  /** For an update: every column as in the table. */
  static String assigned(String table) {
    return LIST.stream()
        .map(name -> "%s = %s.%s".formatted(name, table, name))
        .collect(Collectors.joining(", "));
  }

  static HubEvent get(ResultSet row, int first) throws SQLException {
    return HubEvent.restore(
        text(row, first),
        text(row, first + 1),
        text(row, first + 2),
        text(row, first + 3),
        text(row, first + 4),
        text(row, first + 5),
        text(row, first + 6),
        ExtensionsJson.read(text(row, first + 8)),
        row.getBytes(first + 9));
  }

  /** As getString, which takes a detour that costs as much again. */
  private static String text(ResultSet row, int column) throws SQLException {
    byte[] utf8 = row.getBytes(column);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }
}
