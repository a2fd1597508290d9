package dev.serai.observe;

import java.io.OutputStream;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;

/**
 * What is logged, where to and how. Made by code instead of a file: log4j then need not load its
 * readers for XML, JSON and YAML, a third of the time it takes to start.
 */
final class LogConfiguration extends AbstractConfiguration {

  /** What a line looks like. */
  enum Format {
    HUMAN,
    JSON
  }

  // Text from senders must neither begin a line of its own nor steer a terminal.
  private static final String CLEAN =
      "%replace{%replace{{}}{\\R}{ | }}{[\\p{Cntrl}\\x80-\\x9f&&[^\\x09]]}{?}";
  private static final String WHAT =
      CLEAN.replace("{}", "%m%notEmpty{: %throwable{short.message}}");
  private static final String WHO = "%replace{%c}{^dev\\.serai\\.}{}";
  private static final String WHERE = "%notEmpty{ [%X{group} %X{event.id}]}";
  private static final String LINE = "%d{HH:mm:ss.SSS} %-5p " + WHO + WHERE + " - " + WHAT + "%n";

  private static final List<String> LIBRARIES = List.of("com", "io", "net", "org", "reactor");

  private final Format format;
  private final Level level;
  private final OutputStream target;

  /**
   * Configures nothing yet.
   *
   * @param level of the hub's own loggers; routes tell INFO, libraries warnings and worse
   */
  LogConfiguration(Format format, Level level, OutputStream target) {
    super(null, ConfigurationSource.NULL_SOURCE);
    this.format = format;
    this.level = level;
    this.target = target;
    // The hub logs until it is closed, and closes in a hook of its own.
    isShutdownHookEnabled = false;
  }

  @Override
  protected void doConfigure() {
    setName("serai");
    Appender appender =
        OutputStreamAppender.newBuilder()
            .setName("target")
            .setTarget(target)
            .setLayout(layout())
            .setConfiguration(this)
            .build();
    appender.start();
    addAppender(appender);
    // Routes log under the name of their file.
    getRootLogger().setLevel(Level.INFO);
    getRootLogger().addAppender(appender, null, null);
    LIBRARIES.forEach(name -> add(name, Level.WARN));
    // Tells each try to connect; the bus tells once, and the way out.
    add("org.apache.kafka.clients", Level.ERROR);
    add("dev.serai", level);
    add("dev.serai.audit", Level.INFO);
  }

  private void add(String name, Level itsLevel) {
    LoggerConfig logger = new LoggerConfig(name, itsLevel, true);
    logger.setParent(getRootLogger());
    addLogger(name, logger);
  }

  private Layout<?> layout() {
    if (format == Format.JSON) {
      return JsonTemplateLayout.newBuilder()
          .setConfiguration(this)
          .setEventTemplateUri("classpath:dev/serai/observe/log.json")
          .build();
    }
    String stack = level.isLessSpecificThan(Level.DEBUG) ? "%throwable" : "%throwable{none}";
    return PatternLayout.newBuilder().withConfiguration(this).withPattern(LINE + stack).build();
  }
}
