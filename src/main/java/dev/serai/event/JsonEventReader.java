package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.MALFORMED;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the events of one document, whose data it copies out byte by byte. For one thread. */
final class JsonEventReader {

  private static final int LONGEST_COMPLAINT = 300;

  private final byte[] json;
  private final JsonParser parser;

  private JsonEventReader(byte[] json, JsonParser parser) {
    this.json = json;
    this.parser = parser;
  }

  static CloudEvent one(byte[] json) {
    return read(Json.EVENT, json, JsonEventReader::document);
  }

  static List<CloudEvent> batch(byte[] json) {
    return read(Json.BATCH, json, JsonEventReader::array);
  }

  private interface Shape<T> {
    T read(JsonEventReader reader) throws IOException;
  }

  private static <T> T read(JsonFactory factory, byte[] json, Shape<T> shape) {
    String fault = JsonBytes.fault(json, 0, json.length);
    if (fault != null) {
      throw new InvalidEventException(MALFORMED, "the event is no JSON: " + fault);
    }
    try (JsonParser parser = factory.createParser(json)) {
      T read = shape.read(new JsonEventReader(json, parser));
      if (parser.nextToken() != null) {
        throw new InvalidEventException(
            MALFORMED, "more follows behind the end of the JSON value" + place(parser));
      }
      return read;
    } catch (StreamConstraintsException e) {
      throw new InvalidEventException(MALFORMED, tooMuch(e), e);
    } catch (JsonProcessingException e) {
      long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      throw new InvalidEventException(
          MALFORMED,
          "the event is no JSON: " + complaint(e) + (offset < 0 ? "" : " (byte " + offset + ")"),
          e);
    } catch (IOException e) {
      throw new InvalidEventException(MALFORMED, "the event is no JSON: " + e.getMessage(), e);
    }
  }

  private static String tooMuch(StreamConstraintsException e) {
    return e.getMessage().contains("nesting")
        ? "data is nested deeper than " + Json.DEEPEST_DATA + " levels"
        : "the JSON passes a limit: " + complaint(e);
  }

  /** The parser's own words, which hold words of the sender, made safe for logs and answers. */
  private static String complaint(JsonProcessingException e) {
    String words = e.getOriginalMessage().replaceAll("\\p{Cntrl}", " ");
    return words.length() > LONGEST_COMPLAINT ? words.substring(0, LONGEST_COMPLAINT) + "…" : words;
  }

  private CloudEvent document() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new InvalidEventException(MALFORMED, "the event is no JSON: there is nothing");
    }
    if (first != JsonToken.START_OBJECT) {
      String hint =
          first == JsonToken.START_ARRAY
              ? ": send a batch as application/cloudevents-batch+json"
              : "";
      throw new InvalidEventException(
          MALFORMED, "a CloudEvent is a JSON object, not " + JsonMember.kind(first) + hint);
    }
    return event();
  }

  private List<CloudEvent> array() throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_ARRAY) {
      throw new InvalidEventException(
          MALFORMED,
          "a batch is a JSON array of CloudEvents, not "
              + (first == null ? "nothing" : JsonMember.kind(first)));
    }
    List<CloudEvent> events = new ArrayList<>();
    for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; ) {
      if (next != JsonToken.START_OBJECT) {
        throw new InvalidEventException(
            MALFORMED,
            "event " + events.size() + " of the batch is no object but " + JsonMember.kind(next));
      }
      try {
        events.add(event());
      } catch (InvalidEventException e) {
        throw new InvalidEventException(
            e.kind(), "event " + events.size() + " of the batch: " + e.getMessage(), e);
      }
    }
    return events;
  }

  /** Reads the object that has just started, up to its end. */
  private CloudEvent event() throws IOException {
    HubEventBuilder event = HubEvent.builder();
    JsonData data = new JsonData(json);
    boolean hasVersion = false;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "data" -> data.value(parser, value);
        case "data_base64" -> data.base64(parser, value);
        case "specversion" -> {
          String version = JsonMember.text(name, parser, value);
          event.attribute(name, version);
          hasVersion = version != null;
        }
        default -> JsonMember.into(event, name, parser, value);
      }
    }
    data.into(event);
    if (!hasVersion) {
      throw AttributeRules.missing("specversion");
    }
    return event.build();
  }

  private static String place(JsonParser parser) {
    return " (byte " + parser.currentTokenLocation().getByteOffset() + ")";
  }
}
