package dev.serai.bench.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The other end of a {@link ChildJvm}, in the child. */
public final class Parent {

  /** Begins each line that is meant for the parent: a JVM may say things of its own. */
  static final String MARK = "bench> ";

  private Parent() {}

  /** Tells the parent one line. */
  public static synchronized void tell(String line) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    out.println(MARK + line);
  }

  /** Returns when the parent closes this child or has ended. */
  public static void awaitEnd() throws IOException {
    System.in.transferTo(java.io.OutputStream.nullOutputStream());
  }
}
