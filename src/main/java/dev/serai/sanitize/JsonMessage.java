package dev.serai.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.serai.sanitize.Paths.Action;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One JSON message without what must not be stored. What stays, stays byte by byte, for a message
 * may be handed on as it came.
 */
final class JsonMessage {

  private static final int DEPTH = 500;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final Rules rules;
  private final Paths paths;
  private final KeyedHash hash;
  private final byte[] message;
  private final JsonParser in;
  private final Edits edits;

  private JsonMessage(Sanitizer sanitizer, byte[] message, JsonParser in) {
    this.rules = sanitizer.rules();
    this.paths = sanitizer.paths();
    this.hash = sanitizer.hash();
    this.message = message;
    this.in = in;
    this.edits = new Edits(message);
  }

  /**
   * The same array when there is nothing to take out. Throws {@link UnreadableMessageException}
   * when it is no JSON in UTF-8.
   */
  static byte[] sanitize(Sanitizer sanitizer, byte[] message) {
    try (JsonParser in = JSON.createParser(message)) {
      return new JsonMessage(sanitizer, message, in).clean();
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new UnreadableMessageException(
          "the body begins like JSON and is none"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + ", so that nothing can be taken out of it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] clean() throws IOException {
    while (in.nextToken() != null) {
      if (start() < 0) {
        throw new UnreadableMessageException(
            "the body is JSON in another encoding than UTF-8, so that nothing can be taken out of it");
      }
      value(paths.whole(), SecretNames.Kind.ORDINARY);
    }
    return edits.result();
  }

  /**
   * @param kind of the member whose value it is, or is in
   */
  private void value(List<Paths.Node> place, SecretNames.Kind kind) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT -> object(place);
      case START_ARRAY -> {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          value(place, kind);
        }
      }
      case VALUE_STRING -> text(kind);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(kind);
      default -> {}
    }
  }

  private void object(List<Paths.Node> place) throws IOException {
    int kept = end();
    boolean any = false;
    int dropped = -1;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      int start = start();
      List<Paths.Node> member = paths.member(place, name);
      Action action = Paths.action(member);
      in.nextToken();
      if (action == Action.DROP) {
        in.skipChildren();
        dropped = end();
      } else {
        if (dropped >= 0) {
          // The comma goes along: the one before what was dropped, or behind it at the beginning.
          edits.replace(kept, any ? dropped : start, "");
          dropped = -1;
        }
        member(action, member, name);
        kept = end();
        any = true;
      }
    }
    if (dropped >= 0) {
      edits.replace(kept, dropped, "");
    }
  }

  private void member(Action action, List<Paths.Node> place, String name) throws IOException {
    boolean tellsNothing =
        in.currentToken() == JsonToken.VALUE_NULL
            || (in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() == 0);
    if (action == Action.KEEP || tellsNothing) {
      in.skipChildren();
    } else if (action == Action.MASK) {
      replace(Sanitizer.MASK);
    } else if (action == Action.HASH) {
      replaceByHash();
    } else {
      value(place, rules.names() ? SecretNames.of(name) : SecretNames.Kind.ORDINARY);
    }
  }

  private void text(SecretNames.Kind kind) throws IOException {
    if (kind != SecretNames.Kind.ORDINARY) {
      if (in.getTextLength() > 0) {
        replace(Sanitizer.MASK);
      }
    } else if (!rules.detect().isEmpty()) {
      String text = in.getText();
      String clean = rules.detected(text);
      if (!clean.equals(text)) {
        replace(clean);
      }
    }
  }

  private void number(SecretNames.Kind kind) throws IOException {
    boolean card =
        rules.detect().contains(Detector.CARDS)
            && Detector.CARDS.mask(in.getText()).equals(Sanitizer.MASK);
    if (card || kind == SecretNames.Kind.SECRET) {
      replace(Sanitizer.MASK);
    }
  }

  private void replace(String by) throws IOException {
    int start = start();
    in.skipChildren();
    edits.replace(start, end(), quoted(by));
  }

  /** Of a text what it says, of anything else its JSON as it was written. */
  private void replaceByHash() throws IOException {
    int start = start();
    String text = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : null;
    in.skipChildren();
    int end = end();
    String hashed =
        hash.of(
            text == null ? new String(message, start, end - start, StandardCharsets.UTF_8) : text);
    edits.replace(start, end, quoted(hashed));
  }

  private static String quoted(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private int start() {
    return (int) in.currentTokenLocation().getByteOffset();
  }

  /** Behind the current token. */
  private int end() throws IOException {
    in.finishToken();
    return (int) in.currentLocation().getByteOffset();
  }
}
