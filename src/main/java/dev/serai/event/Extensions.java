package dev.serai.event;

import io.cloudevents.CloudEvent;

/** Names of the documented CloudEvents extensions that the hub reads or writes. */
public final class Extensions {

  /** Events with the same value keep their order; see the Partitioning extension. */
  public static final String PARTITION_KEY = "partitionkey";

  /**
   * The starting trace of the event; see the Distributed Tracing extension. Never overwritten on
   * the way.
   */
  public static final String TRACE_PARENT = "traceparent";

  public static final String TRACE_STATE = "tracestate";

  /** The same for all events of one piece of work; see the Correlation extension. */
  public static final String CORRELATION_ID = "correlationid";

  /** The id of the event that led to this one; see the Correlation extension. */
  public static final String CAUSATION_ID = "causationid";

  private Extensions() {}

  /** The partition key, or null when the event has none. */
  public static String partitionKey(CloudEvent event) {
    Object key = event.getExtension(PARTITION_KEY);
    return key == null ? null : key.toString();
  }
}
