package dev.serai.bench.door;

import dev.serai.bench.child.FreePort;
import dev.serai.bench.child.StockCamel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import javax.crypto.Mac;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sql.SqlComponent;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;

/**
 * The hub's job done with what Camel brings: check the signature, make the normalised record, keep
 * it durably, once for each delivery, and answer 202.
 */
final class StockServer extends RouteBuilder {

  private static final String TABLE =
      """
      create table if not exists event (
        id text primary key, type text not null, time text, partition_key text, data text not null)
      """;

  private static final String RECORD =
      """
      {id: header("X-GitHub-Delivery"),
       timestamp: .workflow_run.updated_at,
       platform: "github",
       event_type: (if .workflow_run.conclusion == "failure" then "pipeline.failed"
                    else "pipeline.completed" end),
       repository: .repository.full_name,
       pipeline_id: (.workflow_run.id | tostring),
       job_id: null,
       metadata: {
         commit_sha: .workflow_run.head_sha,
         branch: .workflow_run.head_branch,
         author: .workflow_run.head_commit.author.name,
         logs_url: .workflow_run.logs_url,
         artifacts_url: .workflow_run.artifacts_url,
         url: .workflow_run.html_url,
         workflow: .workflow.name,
         trigger: .workflow_run.event,
         attempt: .workflow_run.run_attempt,
         outcome: .workflow_run.conclusion},
       failure_context: null}
      """;

  private static final String INSERT =
      "sql:insert into event (id, type, time, partition_key, data)"
          + " values (:#${header.X-GitHub-Delivery}, :#type, :#time, :#key, :#${body})"
          + " on conflict do nothing";

  private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(SignedDelivery::mac);
  private final Path file;

  StockServer(Path file) {
    this.file = file;
  }

  /** Keeps its database in the folder that is the first argument. */
  public static void main(String[] args) throws Exception {
    StockCamel.serve(FreePort.any(), new StockServer(Path.of(args[0], "stock.db")));
  }

  @Override
  public void configure() throws Exception {
    getContext().getComponent("sql", SqlComponent.class).setDataSource(database());
    from("platform-http:" + SignedDelivery.PATH + "?httpMethodRestrict=POST")
        .process(this::verify)
        .unmarshal()
        .json(com.fasterxml.jackson.databind.JsonNode.class)
        .setHeader("type")
        .jq(
            "if .workflow_run.conclusion == \"failure\" then \"pipeline.failed\""
                + " else \"pipeline.completed\" end",
            String.class)
        .setHeader("time")
        .jq(".workflow_run.updated_at", String.class)
        .setHeader("key")
        .jq(".repository.full_name", String.class)
        .transform()
        .jq(RECORD, String.class)
        .to(INSERT)
        .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202))
        .setBody(constant("{\"status\":\"accepted\"}"));
  }

  private void verify(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    byte[] signature =
        SignedDelivery.signature(macs.get().doFinal(body)).getBytes(StandardCharsets.US_ASCII);
    String sent = message.getHeader("X-Hub-Signature-256", "", String.class);
    if (!MessageDigest.isEqual(signature, sent.getBytes(StandardCharsets.US_ASCII))) {
      message.setHeader(Exchange.HTTP_RESPONSE_CODE, 401);
      message.setBody("");
      exchange.setRouteStop(true);
      return;
    }
    message.setBody(body);
  }

  /**
   * One connection that stays open, with a commit for each statement: SQLite lets one write at a
   * time, and opening a connection for each would cost more than the insert.
   */
  private SingleConnectionDataSource database() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try (var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    return new SingleConnectionDataSource(connection, true);
  }
}
