package dev.serai.manage.view;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.serai.event.JsonEvents;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The JSON of all views: times as RFC 3339 text, events in the CloudEvents JSON format. Safe for
 * all threads.
 */
public final class ViewJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(
              new SimpleModule()
                  .addSerializer(new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader())
                  .addSerializer(new EventWriter())
                  .addDeserializer(CloudEvent.class, new EventReader()))
          .build();

  private static final ObjectReader ANSWERS =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ViewJson() {}

  public static byte[] write(Object view) throws IOException {
    return MAPPER.writeValueAsBytes(view);
  }

  /** Reads what somebody asks; an unknown member is an error, for it may be a misspelt one. */
  public static <T> T readRequest(byte[] json, Class<T> type) throws IOException {
    return MAPPER.readValue(json, type);
  }

  /** Reads what a hub answers, perhaps a newer one: unknown members are passed over. */
  public static <T> T readAnswer(byte[] json, Class<T> type) throws IOException {
    return ANSWERS.forType(type).readValue(json);
  }

  /** As {@link #readAnswer}, for a page of these. */
  public static <T> Page<T> readPage(byte[] json, Class<T> item) throws IOException {
    return ANSWERS
        .forType(ANSWERS.getTypeFactory().constructParametricType(Page.class, item))
        .readValue(json);
  }

  /** As {@link #readAnswer}, for a preview of these. */
  public static <T> Preview<T> readPreview(byte[] json, Class<T> item) throws IOException {
    return ANSWERS
        .forType(ANSWERS.getTypeFactory().constructParametricType(Preview.class, item))
        .readValue(json);
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getValueAsString();
      try {
        return OffsetDateTime.parse(String.valueOf(text)).toInstant();
      } catch (DateTimeException e) {
        throw context.weirdStringException(
            text, Instant.class, "a time looks like 2026-11-21T09:00:00Z");
      }
    }
  }

  private static final class EventWriter extends StdSerializer<CloudEvent> {
    EventWriter() {
      super(CloudEvent.class);
    }

    @Override
    public void serialize(CloudEvent event, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeTree(MAPPER.readTree(JsonEvents.write(event)));
    }
  }

  private static final class EventReader extends StdDeserializer<CloudEvent> {
    EventReader() {
      super(CloudEvent.class);
    }

    @Override
    public CloudEvent deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return JsonEvents.read(MAPPER.writeValueAsBytes(context.readTree(json)));
    }
  }
}
