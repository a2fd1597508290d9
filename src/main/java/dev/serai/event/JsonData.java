package dev.serai.event;

import static dev.serai.event.InvalidEventException.Kind.INVALID_ATTRIBUTE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The data of an event in a JSON document (JSON format section 3.1.2). The members may come before
 * the datacontenttype that tells what they mean, so only their place is noted until the event has
 * ended. For one event.
 */
final class JsonData {

  private final byte[] json;
  private Member data;
  private Member base64;

  JsonData(byte[] json) {
    this.json = json;
  }

  private record Member(JsonToken token, int start, int end) {}

  /** Notes the member {@code data}, which has just started. */
  void value(JsonParser parser, JsonToken value) throws IOException {
    data = member(parser, value);
  }

  /** Notes the member {@code data_base64}, which has just started. */
  void base64(JsonParser parser, JsonToken value) throws IOException {
    base64 = value == JsonToken.VALUE_NULL ? null : member(parser, value);
  }

  private Member member(JsonParser parser, JsonToken value) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (value == JsonToken.VALUE_STRING) {
      return new Member(value, start, endOfString(start));
    }
    parser.skipChildren();
    return new Member(value, start, (int) parser.currentLocation().getByteOffset());
  }

  /** Behind the closing quote, if there is one: the parser decodes the string only when asked. */
  private int endOfString(int openingQuote) {
    int at = openingQuote + 1;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Gives the event its data, and the datacontenttype that the JSON format implies. */
  void into(HubEventBuilder event) {
    if (data != null && base64 != null) {
      throw AttributeRules.invalid("data", "and data_base64 exclude each other: send one of them");
    }
    if (base64 != null) {
      event.data(decoded());
    }
    if (data == null) {
      return;
    }
    if (event.mediaType == null) {
      event.dataContentType("application/json");
    }
    if (event.mediaType.isJson()) {
      event.data(Arrays.copyOfRange(json, data.start, data.end));
    } else if (data.token == JsonToken.VALUE_STRING) {
      event.data(TextData.encode(string(data), event.mediaType));
    } else if (data.token != JsonToken.VALUE_NULL) {
      throw AttributeRules.invalid(
          "data",
          "is "
              + JsonMember.kind(data.token)
              + ", but datacontenttype "
              + Quoted.of(event.dataContentType)
              + " wants a JSON string (or data_base64)");
    }
  }

  private byte[] decoded() {
    if (base64.token != JsonToken.VALUE_STRING) {
      throw AttributeRules.invalid(
          "data_base64", "is " + JsonMember.kind(base64.token) + ", but must be a JSON string");
    }
    try {
      return Base64.getDecoder().decode(string(base64));
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          INVALID_ATTRIBUTE, "data_base64 is no Base64 of RFC 4648: " + e.getMessage(), e);
    }
  }

  private byte[] string(Member string) {
    return JsonBytes.unescaped(json, string.start + 1, string.end - 1);
  }
}
