package dev.serai;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** What one logger, or with an empty name every one, is told while this is open. */
public final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final Level before;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AbstractAppender appender =
      new AbstractAppender("log-lines", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          lines.add(event.getMessage().getFormattedMessage());
        }
      };

  public LogLines(String name) {
    logger = (Logger) LogManager.getLogger(name);
    before = logger.getLevel();
    appender.start();
    logger.addAppender(appender);
    // Whatever another test has told the log before; last, because the first appender resets it.
    Configurator.setLevel(name, Level.ALL);
  }

  public List<String> all() {
    return lines;
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    appender.stop();
    Configurator.setLevel(logger.getName(), before);
  }
}
