package dev.serai.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a {@link HubEvent}. Every value is checked as it is set and null means absent; a value
 * against the specification throws {@link InvalidEventException} naming the attribute. Not for
 * several threads; {@link #build()} ends its use.
 */
public final class HubEventBuilder {

  String id;
  String source;
  URI sourceUri;
  String type;
  String subject;
  OffsetDateTime time;
  String dataContentType;
  MediaType mediaType;
  String dataSchema;
  URI dataSchemaUri;
  byte[] data;
  private Map<String, Object> extensions;

  HubEventBuilder() {}

  /** Starts with all attributes, extensions and data of an event. */
  HubEventBuilder(CloudEvent event) {
    if (event.getSpecVersion() != SpecVersion.V1) {
      AttributeRules.specVersion(String.valueOf(event.getSpecVersion()));
    }
    id(event.getId());
    source(event.getSource() == null ? null : event.getSource().toString());
    type(event.getType());
    subject(event.getSubject());
    time(event.getTime());
    dataContentType(event.getDataContentType());
    dataSchema(event.getDataSchema() == null ? null : event.getDataSchema().toString());
    for (String name : event.getExtensionNames()) {
      extension(name, event.getExtension(name));
    }
    data(event.getData() == null ? null : event.getData().toBytes());
  }

  public HubEventBuilder id(String value) {
    id = value == null ? null : AttributeRules.word("id", value);
    return this;
  }

  /** A URI-reference, kept exactly as it is written. */
  public HubEventBuilder source(String value) {
    sourceUri = value == null ? null : AttributeRules.source(value);
    source = value;
    return this;
  }

  public HubEventBuilder type(String value) {
    type = value == null ? null : AttributeRules.word("type", value);
    return this;
  }

  public HubEventBuilder subject(String value) {
    subject = value == null ? null : AttributeRules.word("subject", value);
    return this;
  }

  public HubEventBuilder time(OffsetDateTime value) {
    time = value == null ? null : AttributeRules.time(value);
    return this;
  }

  /** A media type such as {@code application/json; charset=utf-8}. */
  public HubEventBuilder dataContentType(String value) {
    mediaType = value == null ? null : AttributeRules.dataContentType(value);
    dataContentType = value;
    return this;
  }

  /** An absolute URI, kept exactly as it is written. */
  public HubEventBuilder dataSchema(String value) {
    dataSchemaUri = value == null ? null : AttributeRules.dataSchema(value);
    dataSchema = value;
    return this;
  }

  /** Any bytes; the array is not copied and must not change any more. */
  public HubEventBuilder data(byte[] value) {
    data = value;
    return this;
  }

  /** The value is a String, Boolean, whole number of 32 bits, URI, OffsetDateTime or byte[]. */
  public HubEventBuilder extension(String name, Object value) {
    AttributeRules.extensionName(name);
    if (value != null) {
      if (extensions == null) {
        extensions = new LinkedHashMap<>();
      }
      extensions.put(name, AttributeRules.extensionValue(name, value));
    } else if (extensions != null) {
      extensions.remove(name);
    }
    return this;
  }

  /**
   * Sets a core attribute or an extension from its canonical text, as it arrives in headers and
   * properties. The name is in lower case and without prefix.
   */
  public HubEventBuilder attribute(String name, String text) {
    CoreAttribute attribute = CoreAttribute.named(name);
    if (attribute == null) {
      return extension(name, text);
    }
    switch (attribute) {
      case ID -> id(text);
      case SOURCE -> source(text);
      case SPECVERSION -> {
        if (text != null) {
          AttributeRules.specVersion(text);
        }
      }
      case TYPE -> type(text);
      case DATACONTENTTYPE -> dataContentType(text);
      case DATASCHEMA -> dataSchema(text);
      case SUBJECT -> subject(text);
      case TIME -> time(text == null ? null : AttributeRules.time(text));
    }
    return this;
  }

  /**
   * Throws {@link InvalidEventException} naming the first of id, source and type that is missing.
   */
  public HubEvent build() {
    if (id == null) {
      throw AttributeRules.missing("id");
    }
    if (source == null) {
      throw AttributeRules.missing("source");
    }
    if (type == null) {
      throw AttributeRules.missing("type");
    }
    HubEvent event = new HubEvent(this);
    extensions = null;
    return event;
  }

  Map<String, Object> extensions() {
    return extensions == null ? Map.of() : Collections.unmodifiableMap(extensions);
  }
}
