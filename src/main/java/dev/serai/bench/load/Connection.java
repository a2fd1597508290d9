package dev.serai.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection implements AutoCloseable {

  private final Post post;
  private final ByteBuffer request;
  private final Answer answer = new Answer();
  private final InetSocketAddress server;
  private final Selector selector;
  private SocketChannel channel;
  private SelectionKey key;
  private long startedAt;

  Connection(Post post, int port, Selector selector) {
    this.post = post;
    this.request = post.buffer();
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.selector = selector;
  }

  /** Connects, waiting until it is done. */
  void open() throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  void send(int run, long count) throws IOException {
    post.number(request, run, count);
    answer.clear();
    startedAt = System.nanoTime();
    write();
  }

  private void write() throws IOException {
    channel.write(request);
    int wanted =
        request.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /** Goes on as far as it can; true when the answer is complete. */
  boolean proceed() throws IOException {
    if (key.isWritable()) {
      write();
    }
    if (!key.isReadable()) {
      return false;
    }
    byte[] room = answer.room();
    int count = channel.read(ByteBuffer.wrap(room, answer.size(), room.length - answer.size()));
    if (count < 0) {
      throw new IOException("the server closed the connection before it answered");
    }
    return answer.grew(count);
  }

  int status() {
    return answer.status();
  }

  long startedAt() {
    return startedAt;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
