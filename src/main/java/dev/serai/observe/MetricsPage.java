package dev.serai.observe;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a scrape gets: the hub's series, and those that routes make through Micrometer. See
 * docs/decisions/0701-metrics.md for why the hub's own do not go that way. Safe for all threads.
 */
public final class MetricsPage {

  private static final Logger LOG = LoggerFactory.getLogger(MetricsPage.class);

  /** A page of metrics in the format that was asked for. */
  record Page(String contentType, byte[] body) {}

  private final HubMetrics metrics;
  private final HubInfo info;
  private final GroupReadings groups;
  private final LedgerReadings ledger;
  private final BrokerReadings broker;
  private final ProcessReadings process = new ProcessReadings();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private MeterRegistry meters;

  public MetricsPage(
      HubMetrics metrics,
      HubInfo info,
      GroupReadings groups,
      LedgerReadings ledger,
      BrokerReadings broker) {
    this.metrics = metrics;
    this.info = info;
    this.groups = groups;
    this.ledger = ledger;
    this.broker = broker;
    registry.register((MultiCollector) this::collect);
  }

  /**
   * For Camel's {@code micrometer:} endpoints and route policies: what they count is scraped too.
   * Made at the first call, which takes long; always the same.
   */
  public synchronized MeterRegistry meterRegistry() {
    if (meters == null) {
      meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    }
    return meters;
  }

  /**
   * All series now; blocks for a query for each group.
   *
   * @param accept the header of that name, or null
   */
  Page scrape(String accept) {
    ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream(16 * 1024);
    try {
      writer.write(body, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(writer.getContentType(), body.toByteArray());
  }

  private MetricSnapshots collect() {
    Sheet sheet = new Sheet();
    sheet.put(Series.INFO, 1, info.version(), info.broker(), info.java());
    orWithout("groups", () -> groups.writeTo(sheet, metrics));
    metrics.writeTo(sheet);
    orWithout("broker", () -> broker.writeTo(sheet));
    orWithout("ledger", () -> ledger.writeTo(sheet));
    process.writeTo(sheet);
    return sheet.snapshots();
  }

  /** A broker that is gone must not take the other series with it. */
  private static void orWithout(String part, Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException e) {
      LOG.warn("The metrics come without those of {}", part, e);
    }
  }
}
