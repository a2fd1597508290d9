package dev.serai.source.scheme;

/** What a verified request is for. */
public sealed interface Purpose {

  /**
   * It brings events.
   *
   * @param id stays the same when the sender sends this delivery again; null when the request has
   *     none
   * @param event what the sender calls it; empty when it does not say
   */
  record Delivery(String id, String event) implements Purpose {}

  /** The sender only tries the address: answered 2xx, no event. */
  record Ping() implements Purpose {}

  /** The sender asks whether it may send, and wants exactly this answer with status 200. */
  record Handshake(String contentType, String answer) implements Purpose {}
}
