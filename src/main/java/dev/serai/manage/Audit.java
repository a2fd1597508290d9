package dev.serai.manage;

import dev.serai.manage.view.ViewJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down who changed what, in the log named {@code dev.serai.audit}. */
final class Audit {

  private static final Logger LOG = LoggerFactory.getLogger("dev.serai.audit");

  private Audit() {}

  /**
   * One line: values from outside are written as JSON, so that none can begin a line of its own.
   *
   * @param what for example {@code purged 12 dead letters}
   */
  static void note(Asked by, String what, Object request) {
    LOG.info("operator at {} {} {}", by.from(), what, json(request));
  }

  private static String json(Object request) {
    try {
      return new String(ViewJson.write(request), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
