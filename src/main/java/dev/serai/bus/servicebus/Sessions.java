package dev.serai.bus.servicebus;

import dev.serai.event.Extensions;
import dev.serai.event.HubEvent;
import java.nio.charset.StandardCharsets;

/** Which session an event goes into. */
final class Sessions {

  private final String[] ids;

  Sessions(int count) {
    ids = new String[count];
    for (int i = 0; i < count; i++) {
      ids[i] = "serai-" + i;
    }
  }

  /**
   * Events of one key share a session, and so do events of one source that have none: what arrived
   * in order stays in order. FNV-1a, because others must find the same session.
   */
  String of(HubEvent event) {
    String key = Extensions.partitionKey(event);
    byte[] text = (key == null ? event.source() : key).getBytes(StandardCharsets.UTF_8);
    int hash = 0x811c9dc5;
    for (byte b : text) {
      hash = (hash ^ (b & 0xff)) * 0x01000193;
    }
    return ids[Integer.remainderUnsigned(hash, ids.length)];
  }
}
