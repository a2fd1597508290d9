package dev.serai.ledger;

import dev.serai.event.Extensions;
import dev.serai.event.ExtensionsJson;
import dev.serai.event.HubEvent;
import dev.serai.event.Rfc3339;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;

/** The columns that hold an event, the same in every table. */
final class EventColumns {

  static final String NAMES =
      "event_id, source, type, subject, time, content_type, data_schema, partition_key, extensions, data";
  static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
  static final int COUNT = 10;

  private static final long ATTRIBUTES = 512;

  private EventColumns() {}

  /** Roughly what the event takes in memory. */
  static long bytes(CloudEvent event) {
    CloudEventData data = event.getData();
    return ATTRIBUTES + (data == null ? 0 : data.toBytes().length);
  }

  /**
   * The partition key has a column of its own beside the extensions, so that it can be searched.
   */
  static void set(PreparedStatement statement, int first, HubEvent event) throws SQLException {
    statement.setString(first, event.getId());
    statement.setString(first + 1, event.source());
    statement.setString(first + 2, event.getType());
    statement.setString(first + 3, event.getSubject());
    OffsetDateTime time = event.getTime();
    statement.setString(first + 4, time == null ? null : Rfc3339.format(time));
    statement.setString(first + 5, event.getDataContentType());
    statement.setString(first + 6, event.dataSchema());
    statement.setString(first + 7, Extensions.partitionKey(event));
    statement.setString(first + 8, ExtensionsJson.write(event));
    statement.setBytes(first + 9, event.data());
  }

  static HubEvent get(ResultSet row, int first) throws SQLException {
    String time = row.getString(first + 4);
    return HubEvent.restore(
        row.getString(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getString(first + 3),
        time == null ? null : Rfc3339.parse(time),
        row.getString(first + 5),
        row.getString(first + 6),
        ExtensionsJson.read(row.getString(first + 8)),
        row.getBytes(first + 9));
  }
}
