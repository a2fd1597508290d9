package dev.serai.bench.process;

import dev.serai.bench.child.StockCamel;
import org.apache.camel.builder.RouteBuilder;

/** The least of a Camel application: camel-main, platform-http, one route that answers. */
final class EmptyCamel extends RouteBuilder {

  static final String PATH = "/hello";

  private EmptyCamel() {}

  /** Listens on the port that is the first argument. */
  public static void main(String[] args) throws Exception {
    StockCamel.serve(Integer.parseInt(args[0]), new EmptyCamel());
  }

  @Override
  public void configure() {
    from("platform-http:" + PATH).setBody(constant("hello"));
  }
}
