package dev.serai.observe;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.BasicContextSelector;

/**
 * Starts logging to the standard error stream when the first logger is made, as the environment
 * asks: {@code SERAI_LOG} is {@code human} or {@code json}, {@code SERAI_LOG_LEVEL} a level. Log4j
 * finds it through {@code log4j2.component.properties}; a configuration file given to log4j wins.
 */
public final class Logs extends BasicContextSelector {

  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

  private boolean begun;

  /** Configures nothing before the first context is asked for. */
  public Logs() {}

  @Override
  public LoggerContext getContext(String fqcn, ClassLoader loader, boolean currentContext) {
    return begun(super.getContext(fqcn, loader, currentContext));
  }

  @Override
  public LoggerContext getContext(
      String fqcn, ClassLoader loader, boolean currentContext, URI configuration) {
    return begun(super.getContext(fqcn, loader, currentContext, configuration));
  }

  private synchronized LoggerContext begun(LoggerContext context) {
    if (begun) {
      return context;
    }
    begun = true;
    boolean ownFile =
        System.getProperty("log4j2.configurationFile") != null
            || System.getProperty("log4j.configurationFile") != null
            || System.getenv("LOG4J_CONFIGURATION_FILE") != null;
    if (!ownFile) {
      context.start(
          new LogConfiguration(
              format(word("SERAI_LOG", "human")),
              level(word("SERAI_LOG_LEVEL", "info")),
              System.err));
    }
    return context;
  }

  private static String word(String variable, String otherwise) {
    String value = System.getenv(variable);
    return value == null || value.isBlank() ? otherwise : value.trim().toLowerCase(Locale.ROOT);
  }

  private static LogConfiguration.Format format(String word) {
    return switch (word) {
      case "human" -> LogConfiguration.Format.HUMAN;
      case "json" -> LogConfiguration.Format.JSON;
      default -> {
        tell("SERAI_LOG is '" + word + "'; it must be human or json, and is taken as human");
        yield LogConfiguration.Format.HUMAN;
      }
    };
  }

  private static Level level(String word) {
    if (LEVELS.contains(word)) {
      return Level.valueOf(word);
    }
    tell(
        "SERAI_LOG_LEVEL is '"
            + word
            + "'; it must be error, warn, info, debug or trace, and is taken as info");
    return Level.INFO;
  }

  private static void tell(String mistake) {
    System.err.println("serai: " + mistake);
  }
}
