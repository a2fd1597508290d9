package dev.serai.ledger;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server of the tests' own, on a free port. It refuses to run as root, so root lends
 * it another user; where that cannot be done, or where there is no server for this system, the
 * tests are skipped and say so.
 */
public final class PostgresProcess implements AutoCloseable {

  /** Why tests are skipped where there is none. */
  public static final String WHY_NOT =
      "no PostgreSQL server can be started: there is one for Linux on amd64, and root needs setpriv, runuser or unshare to lend it another user";

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String TEMPLATE = "serai_template";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static Optional<PostgresProcess> shared;

  private final Path folder;
  private final List<String> as;
  private final int port;
  private Process process;
  private boolean prepared;

  private PostgresProcess(Path folder, List<String> as) throws IOException, InterruptedException {
    this.folder = folder;
    this.as = as;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    run(List.of("bin/initdb", "-D", data(), "-U", "serai", "-A", "trust", "-E", "UTF8", "-N"));
    start();
  }

  /** The one of this JVM, started when it is first asked for; empty where there can be none. */
  public static synchronized Optional<PostgresProcess> shared() {
    if (shared == null) {
      shared = begun();
      shared.ifPresent(server -> Runtime.getRuntime().addShutdownHook(new Thread(server::close)));
    }
    return shared;
  }

  /** One that a test may kill; empty where there can be none. */
  public static Optional<PostgresProcess> own() {
    return begun();
  }

  private static Optional<PostgresProcess> begun() {
    try (InputStream archive = PostgresProcess.class.getResourceAsStream(ARCHIVE)) {
      List<String> as = asAnotherUser();
      if (archive == null || as == null || !System.getProperty("os.arch").equals("amd64")) {
        return Optional.empty();
      }
      Path folder = Files.createTempDirectory("serai-postgres");
      unpack(archive, folder);
      own(folder, as);
      return Optional.of(new PostgresProcess(folder, as));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How to run a command as somebody else than root: null when nobody can be found. */
  private static List<String> asAnotherUser() throws IOException, InterruptedException {
    for (List<String> way :
        List.of(
            List.<String>of(),
            List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"),
            List.of("runuser", "-u", "nobody", "--"),
            List.of("unshare", "-U"))) {
      if (!user(way).equals("0")) {
        return way;
      }
    }
    return null;
  }

  private static String user(List<String> way) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(way);
    command.addAll(List.of("id", "-u"));
    try {
      Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      return asked.waitFor() == 0 ? said : "0";
    } catch (IOException notThere) {
      return "0";
    }
  }

  private static void unpack(InputStream archive, Path folder)
      throws IOException, InterruptedException {
    Process tar = new ProcessBuilder("tar", "-x", "-C", folder.toString()).start();
    try (OutputStream unpacked = tar.getOutputStream()) {
      new XZInputStream(archive).transferTo(unpacked);
    }
    if (tar.waitFor() != 0) {
      throw new IOException(
          new String(tar.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Makes everything the other user's: PostgreSQL wants to own its data. */
  private static void own(Path folder, List<String> as) throws IOException {
    Files.createDirectory(folder.resolve("data"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    if (!as.isEmpty() && !as.get(0).equals("unshare")) {
      UserPrincipal nobody =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
      Files.setOwner(folder, nobody);
      Files.setOwner(folder.resolve("data"), nobody);
    }
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private Process begin(List<String> command) throws IOException {
    List<String> all = new ArrayList<>(as);
    all.addAll(command);
    all.set(as.size(), folder.resolve(command.get(0)).toString());
    return new ProcessBuilder(all)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    if (begin(command).waitFor() != 0) {
      throw new IOException(command.get(0) + " failed: " + Files.readString(log()));
    }
  }

  /** Starts it, again after {@link #kill()}; returns when it takes connections. */
  public void start() {
    try {
      process =
          begin(
              List.of(
                  "bin/postgres",
                  "-D",
                  data(),
                  "-p",
                  Integer.toString(port),
                  "-k",
                  "",
                  "-h",
                  "127.0.0.1",
                  "-c",
                  "shared_buffers=32MB",
                  "-c",
                  "fsync=off",
                  "-c",
                  "max_connections=60"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(60)).until(this::answers);
  }

  private boolean answers() {
    try {
      sql("postgres", "select 1");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Runs one statement in a database, as its owner. */
  public void sql(String database, String statement) {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=serai".formatted(port, database));
        Statement run = connection.createStatement()) {
      run.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /** Makes a database with an empty ledger and tells its name. */
  public synchronized String database() {
    if (!prepared) {
      sql("postgres", "create database " + TEMPLATE);
      Ledger.open(place(TEMPLATE), LedgerOptions.defaults()).close();
      prepared = true;
    }
    return copyOf(TEMPLATE);
  }

  /** Makes a database without anything in it. */
  public String emptyDatabase() {
    return copyOf("template0");
  }

  private String copyOf(String template) {
    String name = "serai_" + DATABASES.incrementAndGet();
    sql("postgres", "create database %s template %s".formatted(name, template));
    return name;
  }

  public String url(String database) {
    return "postgresql://serai@127.0.0.1:%d/%s".formatted(port, database);
  }

  LedgerPlace place(String database) {
    return new LedgerPlace.Postgres(url(database), "");
  }

  int port() {
    return port;
  }

  /** Ends it at once, as a machine does that loses its power but not its disk. */
  public void kill() {
    try {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
      children.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      Files.deleteIfExists(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
