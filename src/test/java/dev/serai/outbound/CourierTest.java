package dev.serai.outbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourierTest {

  @Test
  void a_name_service_that_does_not_answer_is_not_waited_for_longer_than_the_timeout()
      throws Exception {
    Vertx vertx = Vertx.vertx();
    CountDownLatch silent = new CountDownLatch(1);
    AddressGuard.Names names =
        host -> {
          try {
            silent.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InetAddress[0];
        };
    try (Courier courier = new Courier(vertx, InstantSource.system(), names)) {
      Courier.Route route =
          courier.to(
              new Subscriber(
                  "partner",
                  URI.create("https://partner.example/hook"),
                  List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                  true,
                  Duration.ofMillis(50),
                  List.of()));

      assertThatThrownBy(
              () ->
                  route
                      .post(
                          CloudEventBuilder.v1()
                              .withId("1")
                              .withSource(URI.create("/s"))
                              .withType("t")
                              .build())
                      .toCompletableFuture()
                      .get(20, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class)
          .cause()
          .isInstanceOf(DeliveryException.class)
          .hasMessage(
              "subscription 'partner': the name service did not tell the address of 'partner.example' within 50 ms");
    } finally {
      silent.countDown();
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }
}
