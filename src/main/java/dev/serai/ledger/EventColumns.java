package dev.serai.ledger;

import dev.serai.event.Extensions;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
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

  private EventColumns() {}

  /** Roughly what the event takes in memory. */
  static long bytes(CloudEvent event) {
    CloudEventData data = event.getData();
    return 512L + (data == null ? 0 : data.toBytes().length);
  }

  static void set(PreparedStatement statement, int first, CloudEvent event) throws SQLException {
    statement.setString(first, event.getId());
    statement.setString(first + 1, event.getSource().toString());
    statement.setString(first + 2, event.getType());
    statement.setString(first + 3, event.getSubject());
    OffsetDateTime time = event.getTime();
    statement.setString(first + 4, time == null ? null : time.toString());
    statement.setString(first + 5, event.getDataContentType());
    URI schema = event.getDataSchema();
    statement.setString(first + 6, schema == null ? null : schema.toString());
    statement.setString(first + 7, Extensions.partitionKey(event));
    statement.setString(first + 8, ExtensionText.write(event));
    CloudEventData data = event.getData();
    statement.setBytes(first + 9, data == null ? null : data.toBytes());
  }

  static CloudEvent get(ResultSet row, int first) throws SQLException {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId(row.getString(first))
            .withSource(URI.create(row.getString(first + 1)))
            .withType(row.getString(first + 2))
            .withSubject(row.getString(first + 3))
            .withDataContentType(row.getString(first + 5));
    String time = row.getString(first + 4);
    if (time != null) {
      event.withTime(OffsetDateTime.parse(time));
    }
    String schema = row.getString(first + 6);
    if (schema != null) {
      event.withDataSchema(URI.create(schema));
    }
    ExtensionText.read(row.getString(first + 8), event);
    byte[] data = row.getBytes(first + 9);
    if (data != null) {
      event.withData(data);
    }
    return event.build();
  }
}
