package dev.serai.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.observe.LogConfiguration.Format;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {

  /** A program of its own, for a process logs in one way only. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      LoggerFactory.getLogger("dev.serai.hub.Hub").info("ready on port {}", 8080);
      LoggerFactory.getLogger("dev.serai.hub.Hub").debug("and more");
      LoggerFactory.getLogger("org.apache.camel.Main").info("noise");
    }
  }

  @Test
  void people_get_one_short_line() throws Exception {
    assertThat(run(Map.of()))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  hub\\.Hub - ready on port 8080\\R");
  }

  @Test
  void routes_are_heard_and_libraries_only_when_something_is_wrong() {
    String logged =
        logged(
            Format.HUMAN,
            log -> {
              LoggerContext context = log.getContext();
              context.getLogger("heal.camel.yaml:17").info("healing acme/shop");
              context.getLogger("org.apache.camel.Main").info("noise");
              context.getLogger("org.apache.camel.Main").warn("trouble");
            });

    assertThat(logged).contains("heal.camel.yaml:17 - healing acme/shop", "trouble");
    assertThat(logged.lines()).hasSize(2);
  }

  @Test
  void machines_get_json_on_request() throws Exception {
    JsonObject line = new JsonObject(run(Map.of("SERAI_LOG", "json")));

    assertThat(line.getString("message")).isEqualTo("ready on port 8080");
    assertThat(line.getString("log.level")).isEqualTo("INFO");
    assertThat(line.getString("log.logger")).isEqualTo("dev.serai.hub.Hub");
    assertThat(line.getString("@timestamp")).matches("\\d{4}-.*T.*\\.\\d{3}Z");
    assertThat(line.getString("service.name")).isEqualTo("serai");
  }

  @Test
  void the_level_is_the_hubs_own() throws Exception {
    assertThat(run(Map.of("SERAI_LOG_LEVEL", "debug")))
        .contains("and more")
        .doesNotContain("noise");
  }

  @Test
  void an_unknown_word_is_told_with_those_there_are() throws Exception {
    assertThat(run(Map.of("SERAI_LOG", "xml")))
        .contains("SERAI_LOG is 'xml'; it must be human or json", "ready on port 8080");
    assertThat(run(Map.of("SERAI_LOG_LEVEL", "loud")))
        .contains(
            "SERAI_LOG_LEVEL is 'loud'; it must be error, warn, info, debug or trace",
            "ready on port 8080");
  }

  @Test
  void text_from_a_sender_cannot_forge_a_line_or_steer_the_terminal() {
    String logged =
        logged(
            Format.HUMAN,
            log ->
                log.warn("bad name '{}'", "x\r\n12:00:00.000 INFO  fake\u001b[2J\u009b1m\u2028y"));

    assertThat(logged.lines()).hasSize(1);
    assertThat(logged).contains("bad name 'x | 12:00:00.000 INFO  fake?[2J?1m | y'");
  }

  @Test
  void an_exception_adds_its_message_to_the_line_and_its_stack_to_json() {
    IllegalStateException cause = new IllegalStateException("disk\nfull");

    assertThat(logged(Format.HUMAN, log -> log.error("not stored", cause)))
        .endsWith(" - not stored: disk | full" + System.lineSeparator());
    JsonObject json = new JsonObject(logged(Format.JSON, log -> log.error("not stored", cause)));
    assertThat(json.getString("error.type")).isEqualTo("java.lang.IllegalStateException");
    assertThat(json.getString("error.stack_trace")).contains("LogsTest");
  }

  @Test
  void lines_of_a_route_tell_which_event_they_are_about() {
    try (var context =
        CloseableThreadContext.put("event.id", "e-1")
            .put("group", "healer")
            .put("channel", "ci.events")
            .put("route", "heal")) {
      assertThat(context).isNotNull();
      JsonObject json = new JsonObject(logged(Format.JSON, log -> log.info("healed")));
      assertThat(json.getString("event.id")).isEqualTo("e-1");
      assertThat(json.getJsonObject("labels"))
          .isEqualTo(
              new JsonObject()
                  .put("channel", "ci.events")
                  .put("group", "healer")
                  .put("route", "heal"));
      assertThat(json.containsKey("trace.id")).isFalse();
      assertThat(logged(Format.HUMAN, log -> log.info("healed")))
          .contains(" Test [healer e-1] - healed");
    }
  }

  private static String logged(Format format, java.util.function.Consumer<Logger> work) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext("test");
    context.start(new LogConfiguration(format, Level.INFO, out));
    try {
      work.accept(context.getLogger("dev.serai.Test"));
    } finally {
      context.stop();
    }
    return out.toString(UTF_8);
  }

  private static String run(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    program.environment().keySet().removeIf(name -> name.startsWith("SERAI_"));
    program.environment().putAll(environment);
    Process process = program.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }
}
