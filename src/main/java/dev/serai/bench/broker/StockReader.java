package dev.serai.bench.broker;

import dev.serai.bench.bus.Counter;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;

/** A route of stock Camel with three cheap steps, which settles what it has done. */
final class StockReader {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private StockReader() {}

  /** Per second, from the first to the last. */
  static double consume(String endpoint, int count) throws Exception {
    Counter counter = new Counter(count);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from(endpoint)
                  .setHeader("kind", simple("${header.ce_type}"))
                  .setProperty("about", simple("${header.ce_subject}"))
                  .process(
                      exchange -> {
                        KafkaManualCommit commit =
                            exchange
                                .getMessage()
                                .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class);
                        if (commit != null) {
                          commit.commit();
                        }
                        counter.count();
                      });
            }
          });
      camel.start();
      return counter.rate(PATIENCE);
    }
  }
}
