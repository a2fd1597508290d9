package dev.serai.observe;

import java.util.List;

/**
 * Every series the hub exposes, declared once: code, page and reference all read it here. Values
 * are in base units (seconds, bytes); labels come from configuration only, so that no sender can
 * make new series.
 */
enum Series {
  DOOR_REQUESTS(
      Kind.COUNTER,
      "serai_door_requests_total",
      "Requests answered at the door, by why they were answered so.",
      "connector",
      "reason"),
  DOOR_SECONDS(
      Kind.HISTOGRAM,
      "serai_door_request_seconds",
      "From the complete head of a request to its answer; an accepted one is durable by then.",
      "connector"),
  DOOR_BYTES(
      Kind.COUNTER,
      "serai_door_received_bytes_total",
      "Bytes of request bodies read at the door.",
      "connector"),
  POLLS(
      Kind.COUNTER,
      "serai_polls_total",
      "Polls of feeds and APIs, by outcome: changed, not-modified, or why they failed.",
      "connector",
      "outcome"),
  POLL_SECONDS(
      Kind.HISTOGRAM,
      "serai_poll_seconds",
      "From the first request of a poll until its last entry is durable.",
      "connector"),
  POLL_ENTRIES(
      Kind.COUNTER,
      "serai_poll_entries_total",
      "Entries that polls found: published, known, ignored, failed or too-large.",
      "connector",
      "outcome"),
  POLL_SUCCESS(
      Kind.GAUGE,
      "serai_poll_success_timestamp_seconds",
      "When a poll of the connector last succeeded, in Unix time; absent before the first.",
      "connector"),
  PUBLISHED_EVENTS(
      Kind.COUNTER, "serai_published_events_total", "Events made durable on a channel.", "channel"),
  PUBLISH_DUPLICATES(
      Kind.COUNTER,
      "serai_publish_duplicates_total",
      "Events left out because the channel had taken them before.",
      "channel"),
  PUBLISH_FAILURES(
      Kind.COUNTER,
      "serai_publish_failures_total",
      "Publications of which nothing was stored: busy, too-large or failed.",
      "channel",
      "cause"),
  PUBLISH_SECONDS(
      Kind.HISTOGRAM,
      "serai_publish_seconds",
      "From the call to publish until the events are durable.",
      "channel"),
  ATTEMPTS(
      Kind.COUNTER,
      "serai_delivery_attempts_total",
      "Deliveries that came to an end for now: success, retry, dead-letter or filtered.",
      "channel",
      "group",
      "outcome"),
  ATTEMPT_SECONDS(
      Kind.HISTOGRAM,
      "serai_delivery_attempt_seconds",
      "How long a group's route took for one event; filtered events are not counted.",
      "channel",
      "group"),
  BREAKER_CHANGES(
      Kind.COUNTER,
      "serai_breaker_changes_total",
      "How often a group's breaker went into a state.",
      "channel",
      "group",
      "state"),
  GROUP_LAG_EVENTS(
      Kind.GAUGE,
      "serai_group_lag_events",
      "Events that a group has not settled; absent when the broker does not tell.",
      "channel",
      "group"),
  GROUP_LAG_SECONDS(
      Kind.GAUGE,
      "serai_group_lag_seconds",
      "Age of the oldest event that a group has not settled; absent when unknown.",
      "channel",
      "group"),
  GROUP_PARKED(
      Kind.GAUGE,
      "serai_group_parked_deliveries",
      "Deliveries of a group that wait in the ledger for their next attempt or their turn.",
      "channel",
      "group"),
  GROUP_IN_FLIGHT(
      Kind.GAUGE,
      "serai_group_in_flight_events",
      "Events of a group that are in its route now.",
      "channel",
      "group"),
  LOG_LAG_EVENTS(
      Kind.GAUGE,
      "serai_log_lag_events",
      "Events on the broker that are not in the event log yet.",
      "channel"),
  LOG_TROUBLE(
      Kind.GAUGE, "serai_log_trouble", "1 when the event log cannot be written.", "channel"),
  DRAINING_EVENTS(
      Kind.GAUGE,
      "serai_draining_events",
      "Unsettled events on a broker that is being left.",
      "broker",
      "channel",
      "group"),
  DRAINING_DONE(
      Kind.GAUGE,
      "serai_draining_done",
      "1 when the group has gone on to the new broker.",
      "broker",
      "channel",
      "group"),
  GROUP_PAUSED(
      Kind.GAUGE, "serai_group_paused", "1 when an operator paused the group.", "channel", "group"),
  GROUP_TROUBLE(
      Kind.GAUGE,
      "serai_group_trouble",
      "1 when the group cannot fetch from the broker.",
      "channel",
      "group"),
  GROUP_BREAKER(
      Kind.GAUGE,
      "serai_group_breaker_state",
      "1 for the state the group's breaker is in: closed, half-open or open; absent without one.",
      "channel",
      "group",
      "state"),
  DEAD_LETTERS(
      Kind.COUNTER,
      "serai_dead_letters_total",
      "Deliveries that were given up, by reason: attempts-exhausted or poison.",
      "channel",
      "group",
      "reason"),
  DEAD_LETTERS_PENDING(
      Kind.GAUGE,
      "serai_dead_letters_pending",
      "Dead letters that were neither redriven nor purged; absent when the ledger cannot be read."),
  LEDGER_BYTES(
      Kind.GAUGE,
      "serai_ledger_size_bytes",
      "The ledger's file with its write-ahead log, or its tables on PostgreSQL."),
  LEDGER_QUEUE(
      Kind.GAUGE,
      "serai_ledger_waiting_writes",
      "Writes that wait for their commit; the ledger refuses more than it can hold."),
  LEDGER_QUEUE_BYTES(
      Kind.GAUGE, "serai_ledger_waiting_bytes", "Bytes of events in the writes that wait."),
  LEDGER_TROUBLE(
      Kind.GAUGE,
      "serai_ledger_trouble",
      "1 when the ledger's last write failed: /observe/health tells why."),
  RELOADS(
      Kind.COUNTER,
      "serai_reloads_total",
      "Files loaded again after a change, by kind (routes, kamelet, config) and result (ok, failed).",
      "kind",
      "result"),
  RELOAD_SUCCESS(
      Kind.GAUGE,
      "serai_reload_last_success_timestamp_seconds",
      "When a file of this kind was last loaded again without a fault, in Unix time.",
      "kind"),
  FILES_FAILED(
      Kind.GAUGE,
      "serai_files_failed",
      "Files that are not live as saved: the last good version runs, if there was one."),
  INFO(Kind.INFO, "serai_info", "Always 1; tells what runs.", "version", "broker", "java"),
  MEMORY_USED(Kind.GAUGE, "jvm_memory_used_bytes", "Memory in use, heap and nonheap.", "area"),
  MEMORY_COMMITTED(
      Kind.GAUGE, "jvm_memory_committed_bytes", "Memory the JVM holds for use.", "area"),
  MEMORY_MAX(
      Kind.GAUGE, "jvm_memory_max_bytes", "The most it may hold; absent when unbounded.", "area"),
  GC_COLLECTIONS(Kind.COUNTER, "jvm_gc_collections_total", "Collections by this collector.", "gc"),
  GC_SECONDS(Kind.COUNTER, "jvm_gc_seconds_total", "Time spent in this collector.", "gc"),
  THREADS(Kind.GAUGE, "jvm_threads_current", "Live threads."),
  THREADS_PEAK(Kind.GAUGE, "jvm_threads_peak", "The most live threads since start."),
  CPU_SECONDS(
      Kind.COUNTER, "process_cpu_seconds_total", "Processor time of the process, user and system."),
  START_TIME(Kind.GAUGE, "process_start_time_seconds", "When the process started, in Unix time."),
  RESIDENT(
      Kind.GAUGE,
      "process_resident_memory_bytes",
      "Physical memory of the process; Linux only, else absent."),
  OPEN_FDS(Kind.GAUGE, "process_open_fds", "Open files and sockets; Unix only, else absent."),
  MAX_FDS(Kind.GAUGE, "process_max_fds", "The most files and sockets it may open; Unix only.");

  /** As Prometheus calls them. */
  enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    /** A gauge that is always 1 and tells by its labels. */
    INFO
  }

  private final Kind kind;
  private final String exposed;
  private final String help;
  private final String labels;

  Series(Kind kind, String exposed, String help, String... labels) {
    this.kind = kind;
    this.exposed = exposed;
    this.help = help;
    this.labels = String.join(" ", labels);
  }

  Kind kind() {
    return kind;
  }

  /** The name as it is scraped. */
  String exposed() {
    return exposed;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
  }
}
