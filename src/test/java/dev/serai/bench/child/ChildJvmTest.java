package dev.serai.bench.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void a_child_tells_lines_and_ends_when_it_is_closed() throws Exception {
    ChildJvm child = ChildJvm.start(folder, List.of("-Dword=ready"), Waiting.class);

    assertThat(child.line(PATIENCE)).isEqualTo("ready");
    assertThat(child.line(PATIENCE)).isEqualTo("really");
    assertThat(ProcessMemory.resident(child.pid())).isGreaterThan(1_000_000);

    child.close();
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void a_child_that_fails_is_quoted() {
    try (ChildJvm child = ChildJvm.start(folder, List.of(), Failing.class)) {
      assertThatThrownBy(() -> child.line(PATIENCE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("Failing ended; the end of its log:")
          .hasMessageContaining("no disk today");
    }
  }

  @Test
  void memory_of_a_process_that_ended_is_no_zero() {
    assertThatThrownBy(() -> ProcessMemory.fromProc(List.of("State: Z (zombie)")))
        .hasMessageContaining("has ended");
  }

  @Test
  void a_work_folder_is_gone_after_use() {
    Path path;
    try (WorkFolder work = WorkFolder.make()) {
      path = work.path();
      assertThat(work.folder("some")).isDirectory().hasParent(path);
    }
    assertThat(path).doesNotExist();
  }

  /** Tells two lines and waits. */
  static final class Waiting {
    public static void main(String[] args) throws Exception {
      Parent.tell(System.getProperty("word"));
      Parent.tell("really");
      Parent.awaitEnd();
    }
  }

  /** Fails before it tells anything. */
  static final class Failing {
    public static void main(String[] args) {
      throw new IllegalStateException("no disk today");
    }
  }
}
