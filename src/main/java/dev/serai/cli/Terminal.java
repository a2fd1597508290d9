package dev.serai.cli;

import dev.serai.manage.view.ViewJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Where a command reads its environment and writes: results to one stream, messages to the other.
 */
final class Terminal {

  private final Function<String, String> env;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean interactive;
  private boolean json;

  /**
   * @param interactive whether somebody watches, so that progress may be drawn
   */
  Terminal(Function<String, String> env, PrintStream out, PrintStream err, boolean interactive) {
    this.env = env;
    this.out = out;
    this.err = err;
    this.interactive = interactive;
  }

  Function<String, String> env() {
    return env;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  boolean isJson() {
    return json;
  }

  void setJson(boolean json) {
    this.json = json;
  }

  /** The result for a reader; silent when JSON is wanted. */
  void say(String line) {
    if (!json) {
      out.println(harmless(line));
    }
  }

  /** The result for a program, on one line; silent unless JSON is wanted. */
  void json(Object result) {
    if (json) {
      out.println(text(result));
      out.flush();
    }
  }

  /** Whether nobody reads results any more, as behind a {@code head}. */
  boolean isDeaf() {
    return out.checkError();
  }

  /** A message beside the result. */
  void note(String line) {
    err.println(harmless(line));
  }

  /** Overwrites the line of progress; nothing when nobody watches. */
  void progress(String line) {
    if (interactive) {
      err.print("\r\u001b[K" + line);
      err.flush();
    }
  }

  /** Removes the line of progress. */
  void progressDone() {
    progress("");
  }

  /** What senders wrote may be part of it and must not steer the reader's terminal. */
  private static String harmless(String line) {
    StringBuilder clean = null;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        clean = clean == null ? new StringBuilder(line) : clean;
        clean.setCharAt(i, '?');
      }
    }
    return clean == null ? line : clean.toString();
  }

  private static String text(Object result) {
    try {
      return new String(ViewJson.write(result), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be written as JSON: " + result.getClass(), e);
    }
  }
}
