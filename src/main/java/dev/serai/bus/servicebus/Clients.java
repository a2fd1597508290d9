package dev.serai.bus.servicebus;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationAsyncClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/** Makes clients of the SDK. No I/O. */
final class Clients {

  private static final Duration BETWEEN_CONNECTS = Duration.ofMillis(100);

  private final ServiceBusBindingConfig config;
  private TokenCredential credential;

  Clients(ServiceBusBindingConfig config) {
    this.config = config;
  }

  /**
   * A connection of its own, once a client of it is used. Nothing is tried again in it: with tries
   * its requests would take several times as long as they may.
   */
  ServiceBusClientBuilder connection() {
    ServiceBusClientBuilder builder = new ServiceBusClientBuilder().retryOptions(retries());
    return config.login().connectionString() == null
        ? builder.credential(config.login().host(), identity())
        : builder.connectionString(config.login().connectionString());
  }

  private AmqpRetryOptions retries() {
    return new AmqpRetryOptions()
        .setMode(AmqpRetryMode.FIXED)
        .setMaxRetries(0)
        .setDelay(BETWEEN_CONNECTS)
        .setMaxDelay(Duration.ofSeconds(30))
        .setTryTimeout(config.timeout());
  }

  ServiceBusAdministrationAsyncClient administration() {
    ServiceBusAdministrationClientBuilder builder =
        new ServiceBusAdministrationClientBuilder()
            .configuration(new ConfigurationBuilder().build())
            .retryOptions(new RetryOptions(new FixedDelayOptions(1, Duration.ofMillis(500))));
    if (config.login().connectionString() == null) {
      builder.credential(config.login().host(), identity());
    } else {
      builder.connectionString(config.login().connectionString());
    }
    if (config.management() != null) {
      builder.addPolicy(elsewhere(URI.create(config.management())));
    }
    return builder.buildAsyncClient();
  }

  /** The SDK knows no other place for the management endpoint than the namespace. */
  private static HttpPipelinePolicy elsewhere(URI management) {
    return new HttpPipelinePolicy() {
      @Override
      public reactor.core.publisher.Mono<com.azure.core.http.HttpResponse> process(
          com.azure.core.http.HttpPipelineCallContext context,
          com.azure.core.http.HttpPipelineNextPolicy next) {
        context.getHttpRequest().setUrl(moved(context.getHttpRequest().getUrl(), management));
        return next.process();
      }

      @Override
      public com.azure.core.http.HttpPipelinePosition getPipelinePosition() {
        return com.azure.core.http.HttpPipelinePosition.PER_RETRY;
      }
    };
  }

  private static URL moved(URL url, URI to) {
    try {
      return URI.create(to.getScheme() + "://" + to.getAuthority() + url.getFile()).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private synchronized TokenCredential identity() {
    if (credential == null) {
      DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder();
      if (config.login().clientId() != null) {
        builder.managedIdentityClientId(config.login().clientId());
      }
      credential = builder.build();
    }
    return credential;
  }
}
