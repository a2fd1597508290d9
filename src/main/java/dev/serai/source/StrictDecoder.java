package dev.serai.source;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Takes no request with both Content-Length and Transfer-Encoding: a proxy that believes the other
 * one sees another request behind it (RFC 9112 6.1). Netty drops the length without a word.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

  private static final String NAME = "serai-decoder";

  private StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  /** To be called before the connection's first byte is read. */
  static void reads(HttpConnection connection, HttpServerOptions options) {
    ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
    pipeline.replace(VertxHttpRequestDecoder.class, NAME, new StrictDecoder(options));
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("Content-Length beside Transfer-Encoding");
  }
}
