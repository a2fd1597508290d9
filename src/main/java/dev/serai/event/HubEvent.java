package dev.serai.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A CloudEvent 1.0 that is valid by construction and cheap to make. Immutable and safe for all
 * threads, as long as nobody changes the data array, which is not copied. Extensions are String,
 * Integer or Boolean. Equal to another HubEvent with the same attributes, extensions and bytes.
 */
public final class HubEvent implements CloudEvent {

  private final String id;
  private final String source;
  private final String type;
  private final String subject;
  private final String dataContentType;
  private final String dataSchema;
  private final Map<String, Object> extensions;
  private final BytesCloudEventData data;

  // Each made of the other when first asked for; both are immutable, so a race makes equal ones.
  private OffsetDateTime time;
  private String timeText;

  // Filled when first asked for; volatile because java.net.URI is not safe to publish otherwise.
  private volatile URI sourceUri;
  private volatile URI dataSchemaUri;

  HubEvent(HubEventBuilder from) {
    this(
        from.id,
        from.source,
        from.type,
        from.subject,
        from.dataContentType,
        from.dataSchema,
        from.extensions(),
        from.data);
    this.time = from.time;
    this.sourceUri = from.sourceUri;
    this.dataSchemaUri = from.dataSchemaUri;
  }

  private HubEvent(
      String id,
      String source,
      String type,
      String subject,
      String dataContentType,
      String dataSchema,
      Map<String, Object> extensions,
      byte[] data) {
    this.id = Objects.requireNonNull(id, "id");
    this.source = Objects.requireNonNull(source, "source");
    this.type = Objects.requireNonNull(type, "type");
    this.subject = subject;
    this.dataContentType = dataContentType;
    this.dataSchema = dataSchema;
    this.extensions = extensions;
    this.data = data == null ? null : BytesCloudEventData.wrap(data);
  }

  public static HubEventBuilder builder() {
    return new HubEventBuilder();
  }

  /** Starts with all attributes, extensions and data of an event. */
  public static HubEventBuilder builder(CloudEvent event) {
    return new HubEventBuilder(event);
  }

  /**
   * Rebuilds an event from fields that were once those of a HubEvent, so nothing is checked again.
   * Use {@link #builder()} for everything that came from outside.
   *
   * @param time as from {@link #time()}
   * @param extensions as from {@link #extensions()}, null for none; the caller gives it away
   */
  public static HubEvent restore(
      String id,
      String source,
      String type,
      String subject,
      String time,
      String dataContentType,
      String dataSchema,
      Map<String, Object> extensions,
      byte[] data) {
    Map<String, Object> kept =
        extensions == null || extensions.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(extensions);
    HubEvent event =
        new HubEvent(id, source, type, subject, dataContentType, dataSchema, kept, data);
    event.timeText = time;
    return event;
  }

  /**
   * The same event, checked against every rule of the specification; extensions of other types
   * become their canonical text. Throws {@link InvalidEventException}.
   */
  public static HubEvent copyOf(CloudEvent event) {
    return event instanceof HubEvent checked ? checked : new HubEventBuilder(event).build();
  }

  @Override
  public SpecVersion getSpecVersion() {
    return SpecVersion.V1;
  }

  @Override
  public String getId() {
    return id;
  }

  @Override
  public String getType() {
    return type;
  }

  @Override
  public URI getSource() {
    URI uri = sourceUri;
    if (uri == null) {
      uri = URI.create(source);
      sourceUri = uri;
    }
    return uri;
  }

  /** The source as it was sent, without making a URI of it. */
  public String source() {
    return source;
  }

  @Override
  public String getDataContentType() {
    return dataContentType;
  }

  @Override
  public URI getDataSchema() {
    URI uri = dataSchemaUri;
    if (uri == null && dataSchema != null) {
      uri = URI.create(dataSchema);
      dataSchemaUri = uri;
    }
    return uri;
  }

  /** The schema as it was sent, or null. */
  public String dataSchema() {
    return dataSchema;
  }

  @Override
  public String getSubject() {
    return subject;
  }

  @Override
  public OffsetDateTime getTime() {
    OffsetDateTime known = time;
    if (known == null && timeText != null) {
      known = Rfc3339.parse(timeText);
      time = known;
    }
    return known;
  }

  /** The time as RFC 3339 text, or null. */
  public String time() {
    String known = timeText;
    if (known == null && time != null) {
      known = Rfc3339.format(time);
      timeText = known;
    }
    return known;
  }

  @Override
  public CloudEventData getData() {
    return data;
  }

  /** The data itself, not a copy: do not change it. Null when the event has none. */
  public byte[] data() {
    return data == null ? null : data.toBytes();
  }

  @Override
  public Object getAttribute(String name) {
    CoreAttribute attribute = CoreAttribute.named(name);
    if (attribute == null) {
      throw new IllegalArgumentException("CloudEvents 1.0 defines no attribute " + name);
    }
    return switch (attribute) {
      case ID -> id;
      case SOURCE -> getSource();
      case SPECVERSION -> SpecVersion.V1;
      case TYPE -> type;
      case DATACONTENTTYPE -> dataContentType;
      case DATASCHEMA -> getDataSchema();
      case SUBJECT -> subject;
      case TIME -> getTime();
    };
  }

  @Override
  public Object getExtension(String name) {
    return extensions.get(name);
  }

  @Override
  public Set<String> getExtensionNames() {
    return extensions.keySet();
  }

  /** Unmodifiable, in the order in which they were set. */
  public Map<String, Object> extensions() {
    return extensions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HubEvent that
        && id.equals(that.id)
        && source.equals(that.source)
        && type.equals(that.type)
        && Objects.equals(subject, that.subject)
        && Objects.equals(getTime(), that.getTime())
        && Objects.equals(dataContentType, that.dataContentType)
        && Objects.equals(dataSchema, that.dataSchema)
        && extensions.equals(that.extensions)
        && Objects.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, source, type);
  }

  @Override
  public String toString() {
    return type + " " + id + " from " + source;
  }
}
