package dev.serai.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/** The JSON parser of this room and its limits. */
final class Json {

  /** How deep the data of an event may be nested; the event and its batch come on top. */
  static final int DEEPEST_DATA = 100;

  /** Parses an event. */
  static final JsonFactory EVENT = factory(DEEPEST_DATA + 1);

  /** Parses an array of events. */
  static final JsonFactory BATCH = factory(DEEPEST_DATA + 2);

  /** Parses the data of an event. */
  static final JsonFactory DATA = factory(DEEPEST_DATA);

  private Json() {}

  private static JsonFactory factory(int deepest) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Names come from strangers: they must not fill the JVM's table of interned strings, and
        // many that collide must cost time only.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(deepest)
                // The document is in memory already, so its own length bounds its strings.
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(50_000)
                .maxNumberLength(1_000)
                .build())
        .build();
  }
}
